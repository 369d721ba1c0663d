import type { Core } from '../core.ts';
import { unknownUser } from '../problems.ts';
import { ok, type Route } from '../route.ts';
import type { JsonObject } from '../wire.ts';

/** Who the program is. */
export const identityRoutes = (gateway: () => JsonObject): readonly Route[] => [
  { method: 'GET', pattern: '/gateway', isOpen: true, act: () => ok({ url: gateway()['url'] ?? '' }) },
  { method: 'GET', pattern: '/gateway/bot', act: () => ok(gateway()) },
  { method: 'GET', pattern: '/users/@me', act: ({ world }) => ok({ ...world.bot, verified: true, flags: 0 }) },
  {
    method: 'GET',
    pattern: '/users/@me/guilds',
    act: ({ world }, { query }) => {
      const ids = [...world.homes.keys()].filter(id => BigInt(id) > BigInt(query.get('after') ?? 0));
      return ok(
        ids.slice(0, Number(query.get('limit') ?? 200)).map(id => {
          const guild = world.homes.get(id)?.guild;
          return {
            id,
            name: guild?.name,
            icon: null,
            owner: guild?.owner_id === world.bot.id,
            permissions: '0',
            features: [],
          };
        }),
      );
    },
  },
  {
    method: 'GET',
    pattern: '/users/:user',
    act: ({ world }, _, { user = '' }) => {
      const found = world.users.get(user);
      if (found === undefined) throw unknownUser();
      return ok(found);
    },
  },
  { method: 'GET', pattern: '/applications/@me', act: core => ok(applicationOf(core)) },
  { method: 'GET', pattern: '/oauth2/applications/@me', act: core => ok(applicationOf(core)) },
];

const applicationOf = ({ world: { application, bot, homes } }: Core): JsonObject => ({
  ...application,
  icon: null,
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  team: null,
  bot,
  summary: '',
  approximate_guild_count: homes.size,
  integration_types_config: { '0': {} },
});
