import type { Clock } from '../../../ports/clock.js';
import type { Entropy } from '../../../ports/entropy.js';
import type { Hash } from '../../../ports/hash.js';
import type { Personalities } from '../../../ports/personalities.js';
import type { Users } from '../../../ports/users.js';
import { derivedId, idBytes, idOf } from '../../id.js';
import { findOwn, type Actor, type PersonalityPorts } from '../../personality/actions.js';
import type { User } from '../../user/user.js';
import type { CastKnowledge, Character, Mention } from '../cast.js';
import { familyOf } from '../format.js';
import type { Find } from '../survey/survey.js';

export type PeoplePorts = {
  readonly personalities: Personalities;
  readonly users: Users;
  readonly hash: Hash;
  readonly entropy: Entropy;
  readonly clock: Clock;
};

/** What is known of who is who beyond what a batch brings. */
export async function knowledgeOf(ports: PeoplePorts, importer: User, into: Character | null): Promise<CastKnowledge> {
  const all = await ports.personalities.all();
  const brought = all.flatMap(({ source, ...rest }) => (source === null ? [] : [{ ...rest, source }]));
  const known = ({ format, isWorldwide }: Mention) =>
    brought.filter(
      ({ source, ownerId }) => familyOf(source.format) === familyOf(format) && (isWorldwide || ownerId === importer.id),
    );
  return {
    into,
    idOf: (mention, foreignId, slug) => {
      const candidates = known(mention);
      const same = candidates.find(({ source }) => source.foreignId === foreignId);
      /* One that came before anything told its id was known by its slug alone. */
      const stub = candidates.find(({ source, ownerId }) => source.foreignId === slug && ownerId === importer.id);
      const own = all.find(({ id, ownerId }) => id === foreignId && ownerId === importer.id);
      const scope = mention.isWorldwide ? '' : importer.id;
      const found = same ?? stub ?? own;
      return found?.id ?? derivedId(ports.hash.sha256, 'personality', familyOf(mention.format), scope, foreignId);
    },
    /* A name proves nothing: of others' personalities only the id tells that they are meant. */
    foreignIdOf: (mention, slug) =>
      known(mention).find(each => each.slug === slug && each.ownerId === importer.id)?.source.foreignId,
  };
}

/** Accounts for those of whom a file says who they are on Discord; new ones where there are none. */
export async function peopleOf(ports: PeoplePorts, finds: readonly Find[]) {
  const byDiscordId = new Map<string, string>();
  const byForeignId = new Map<string, string>();
  const users: User[] = [];
  for (const { found } of finds) {
    if (found.kind !== 'users' || found.aside !== undefined) continue;
    const { discordId, foreignId, name } = found;
    const known =
      byDiscordId.get(discordId) ??
      (await ports.users.findByAccount({ platform: 'discord', foreignId: discordId }))?.id;
    const id = known ?? idOf(ports.entropy.bytes(idBytes));
    if (known === undefined)
      users.push({
        id,
        timezone: null,
        createdAt: ports.clock.now(),
        accounts: [{ platform: 'discord', foreignId: discordId, name }],
      });
    byDiscordId.set(discordId, id);
    byForeignId.set(foreignId, id);
  }
  return { users, byDiscordId, byForeignId };
}

/** The personality into which everything is to go. */
export async function intoCharacter(ports: PersonalityPorts, actor: Actor, name: string): Promise<Character> {
  const { id, slug, source } = await findOwn(ports, actor, name);
  return { id, format: 'generic', foreignId: source?.foreignId ?? slug, slug };
}
