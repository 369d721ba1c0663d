import { once } from 'node:events';
import type { Socket } from 'node:net';
import { build, naming, usualPlan, type Plan } from './build.ts';
import { controlled } from './control.ts';
import type { Core } from './core.ts';
import { faults as scripted, type Faults, type Rule } from './faults.ts';
import { gateway, type Gateway, type GatewayOptions } from './gateway.ts';
import type { GatewayFaults } from './gateway-faults.ts';
import { journal as journalOf, type Journal } from './journal.ts';
import type { Limits } from './limits.ts';
import { nonces } from './nonces.ts';
import { people as peopleOf, type People } from './people.ts';
import { restServer } from './rest.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { emojiRoutes } from './routes/emojis.ts';
import { guildRoutes } from './routes/guilds.ts';
import { identityRoutes } from './routes/identity.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { messageRoutes } from './routes/messages.ts';
import { webhookMessageRoutes } from './routes/webhook-messages.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { snowflakes } from './snowflake.ts';
import type { Message, World } from './world.ts';

export type Options = {
  readonly plan?: Plan;
  readonly gateway?: GatewayOptions;
  /** None, when left out. `usualLimits` are near to the real ones. */
  readonly limits?: Limits;
  readonly faults?: readonly Rule[];
  readonly seed?: number;
  /** Milliseconds since 1970. The machine’s, when left out. */
  readonly now?: () => number;
  readonly port?: number;
  /** A file that gets a line of JSON for everything that happens. */
  readonly journal?: string;
};

export type Discord = AsyncDisposable & {
  /** As discord.js wants it: `rest: { api: apiUrl }`. */
  readonly apiUrl: string;
  readonly cdnUrl: string;
  readonly gatewayUrl: string;
  readonly controlUrl: string;
  readonly token: string;
  readonly world: World;
  readonly people: People;
  readonly journal: Journal;
  /** What is to go wrong on REST, and on the gateway. */
  readonly faults: Faults & { readonly gateway: GatewayFaults };
  readonly sessions: Gateway['sessions'];
  /** The id of what the plan calls so. */
  id(name: string): string;
  /** What stands in a channel, oldest first. */
  visible(channel: string): Message[];
  close(): Promise<void>;
};

/** Starts a Discord on this machine, for a client that knows no difference. */
export async function openDiscord(options: Options = {}): Promise<Discord> {
  const now = options.now ?? Date.now;
  const world = build(options.plan ?? usualPlan);
  const journal = journalOf(now, options.journal);
  const timers = new Set<NodeJS.Timeout>();
  const address = { origin: '' };
  const core: Core = {
    world,
    journal,
    now,
    snowflake: snowflakes(now),
    dispatch: event => wire.dispatch(event),
    later(ms, act) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, ms);
      timers.add(timer);
    },
    get cdn() {
      return `${address.origin}/cdn`;
    },
  };
  const wire = gateway(core, options.gateway);
  const faults = { ...scripted(options.seed ?? 1), gateway: wire.faults };
  faults.add(...(options.faults ?? []));
  const people = peopleOf(core);
  const id = naming(world);
  const visible = (channel: string) => world.histories.get(id(channel))?.all() ?? [];

  const server = restServer(core, {
    routes: [
      ...identityRoutes(wire.bot),
      ...messageRoutes(nonces(now)),
      ...channelRoutes,
      ...guildRoutes,
      ...webhookRoutes,
      ...webhookMessageRoutes,
      ...interactionRoutes,
      ...commandRoutes,
      ...emojiRoutes,
    ],
    faults,
    limits: options.limits ?? {},
    aside: controlled({ people, faults, journal, visible, world }),
  });
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket.on('error', () => {}));
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  address.origin = `http://127.0.0.1:${port}`;
  const gatewayUrl = `ws://127.0.0.1:${port}`;
  wire.listen(server, gatewayUrl);

  const close = async () => {
    if (!server.listening) return;
    for (const timer of timers) clearTimeout(timer);
    const closed = once(server, 'close');
    wire.close();
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    await journal.close();
  };
  return {
    apiUrl: `${address.origin}/api`,
    cdnUrl: core.cdn,
    gatewayUrl,
    controlUrl: `${address.origin}/_control`,
    token: world.token,
    world,
    people,
    journal,
    faults,
    sessions: wire.sessions,
    id,
    visible,
    close,
    [Symbol.asyncDispose]: close,
  };
}
