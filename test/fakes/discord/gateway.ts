import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Core, Dispatch } from './core.ts';
import { gatewayTrouble, type GatewayFaults } from './gateway-faults.ts';
import { hears, intents, refusalOf } from './intents.ts';
import { may, permissionsIn } from './permissions.ts';
import { isReadable, stripped, wholeGuildOf } from './presenting.ts';
import { session, type Session } from './session.ts';
import { isObject, listIn, numberIn, objectIn, parsed, textIn, type Json, type JsonObject } from './wire.ts';

export type GatewayOptions = {
  /** How often the client is to beat, in milliseconds. */
  readonly heartbeat?: number;
  /** How many events a session remembers for who resumes it. */
  readonly remembers?: number;
  /** How many shards may identify at once. */
  readonly maxConcurrency?: number;
  /** How many milliseconds apart they must do so; who is sooner gets an invalid session. Nobody cares, when left out. */
  readonly identifySpacing?: number;
  /** How many shards are recommended. */
  readonly shards?: number;
  /** How often one may still identify. */
  readonly startsLeft?: number;
};

export type Gateway = {
  readonly faults: GatewayFaults;
  readonly dispatch: (event: Dispatch) => void;
  /** What `GET /gateway/bot` says. */
  bot(): JsonObject;
  readonly sessions: () => readonly Session[];
  listen(server: Server, url: string): void;
  close(): void;
};

/** The gateway: who is connected, what each of them is told, and what they missed. */
export function gateway(core: Core, options: GatewayOptions = {}): Gateway {
  const { heartbeat = 41_250, remembers = 5000, maxConcurrency = 1, identifySpacing = 0, shards = 1 } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const sessions = new Map<string, Session>();
  const lastIdentify = new Map<number, number>();
  const startsTotal = options.startsLeft ?? 1000;
  let startsLeft = startsTotal;
  let address = '';

  const detach = (isForGood: boolean) => {
    for (const each of sessions.values()) each.socket = undefined;
    if (isForGood) sessions.clear();
  };
  const trouble = gatewayTrouble({
    sockets: () => [...sockets.clients],
    detach,
    later: (ms, act) => core.later(ms, act),
    note: fault => core.journal.note('fault', { fault }),
  });
  const tell = (to: Session, name: string, json: string) => trouble.pass(to.socket, name, to.next(name, json));
  const control = (socket: WebSocket, op: number, d: Json) => socket.send(JSON.stringify({ op, d, s: null, t: null }));
  const of = (socket: WebSocket) => sessions.values().find(each => each.socket === socket);

  const identify = (socket: WebSocket, d: JsonObject) => {
    const [index = 0, count = 1] = (listIn(d, 'shard') ?? [0, 1]).map(Number);
    const forced = trouble.closesNextIdentify();
    const refusal =
      forced ??
      (d['token'] === core.world.token ? undefined : 4004) ??
      refusalOf(core.world.application, d['intents']) ??
      (index >= 0 && index < count ? undefined : 4010);
    const place = index % maxConcurrency;
    const isTooSoon = core.now() - (lastIdentify.get(place) ?? -Infinity) < identifySpacing;
    core.journal.note('identify', {
      shard: [index, count],
      intents: numberIn(d, 'intents') ?? 0,
      isTooSoon,
      ...(refusal === undefined ? {} : { refusal }),
    });
    if (refusal !== undefined) return socket.close(refusal, reasons[refusal] ?? '');
    startsLeft -= 1;
    if (isTooSoon || startsLeft < 0) return control(socket, 9, false);
    lastIdentify.set(place, core.now());
    for (const old of sessions.values()) {
      if (old.socket === undefined && old.shard[0] === index && old.shard[1] === count) sessions.delete(old.id);
    }
    const mine = session(
      { id: randomBytes(16).toString('hex'), shard: [index, count], intents: numberIn(d, 'intents') ?? 0 },
      socket,
      remembers,
    );
    sessions.set(mine.id, mine);
    const homes = [...core.world.homes.values()].filter(home => isOn(mine, home.guild.id));
    const ready = {
      v: 10,
      user: { ...core.world.bot, verified: true, mfa_enabled: false, email: null, flags: 0 },
      user_settings: {},
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      guilds: homes.map(({ guild: { id } }) => ({ id, unavailable: true })),
      session_id: mine.id,
      resume_gateway_url: address,
      shard: mine.shard,
      application: { id: core.world.application.id, flags: core.world.application.flags },
    };
    tell(mine, 'READY', JSON.stringify(ready));
    if ((mine.intents & intents.guilds) === 0) return;
    for (const home of homes) tell(mine, 'GUILD_CREATE', JSON.stringify(wholeGuildOf(core.world, home)));
  };

  const resume = (socket: WebSocket, d: JsonObject) => {
    const seq = numberIn(d, 'seq') ?? -1;
    const mine = sessions.get(textIn(d, 'session_id') ?? '');
    const missed = mine?.since(seq);
    const isWelcome = d['token'] === core.world.token;
    core.journal.note('resume', { seq, missed: missed?.length ?? null });
    if (!isWelcome) return socket.close(4004, reasons[4004]);
    if (mine === undefined || missed === undefined) {
      if (mine) sessions.delete(mine.id);
      return control(socket, 9, false);
    }
    if (mine.socket !== undefined && mine.socket !== socket) mine.socket.terminate();
    mine.socket = socket;
    for (const frame of missed) socket.send(frame);
    tell(mine, 'RESUMED', '{"_trace":[]}');
    core.journal.note('resumed', { shard: mine.shard, replayed: missed.length });
  };

  const hear = (socket: WebSocket, data: RawData) => {
    const frame = parsed(data.toString());
    if (!isObject(frame)) return socket.close(4002, reasons[4002]);
    const d = objectIn(frame, 'd') ?? {};
    if (frame['op'] === 1) return trouble.isMute(socket) ? undefined : control(socket, 11, null);
    if (frame['op'] === 2) return of(socket) ? socket.close(4005, reasons[4005]) : identify(socket, d);
    if (frame['op'] === 6) return of(socket) ? socket.close(4005, reasons[4005]) : resume(socket, d);
    if (of(socket) === undefined) return socket.close(4003, reasons[4003]);
    if (frame['op'] === 8) return members(socket, d);
    return [3, 4, 31].includes(numberIn(frame, 'op') ?? -1) ? undefined : socket.close(4001, reasons[4001]);
  };

  const members = (socket: WebSocket, d: JsonObject) => {
    const home = core.world.homes.get(textIn(d, 'guild_id') ?? '');
    const mine = of(socket);
    if (home === undefined || mine === undefined) return;
    const wanted = [d['user_ids'] ?? []].flat();
    const query = textIn(d, 'query');
    const found = [...home.members.values()].filter(({ user }) =>
      query === undefined ? wanted.includes(user.id) : user.username.startsWith(query),
    );
    const chunk = {
      guild_id: home.guild.id,
      members: found,
      chunk_index: 0,
      chunk_count: 1,
      not_found: query === undefined ? wanted.filter(id => !home.members.has(String(id))) : [],
      ...(d['nonce'] === undefined ? {} : { nonce: d['nonce'] }),
    };
    tell(mine, 'GUILD_MEMBERS_CHUNK', JSON.stringify(chunk));
  };

  sockets.on('connection', socket => {
    core.journal.note('connect', {});
    socket.on('error', () => {});
    socket.on('message', data => hear(socket, data));
    socket.on('close', code => {
      const mine = of(socket);
      core.journal.note('disconnect', { code, ...(mine ? { shard: mine.shard } : {}) });
      if (mine === undefined) return;
      mine.socket = undefined;
      // Who hangs up with one of these codes says that the session is over.
      if (code === 1000 || code === 1001) sessions.delete(mine.id);
    });
    if (!trouble.withholdsHello()) control(socket, 10, { heartbeat_interval: heartbeat, _trace: [] });
  });

  return {
    faults: trouble.faults,
    sessions: () => [...sessions.values()],
    dispatch({ name, data, guildId, channelId }) {
      if (sessions.size === 0 || !isSeen(core, channelId)) return;
      let [full, short]: [string | undefined, string | undefined] = [undefined, undefined];
      for (const mine of sessions.values()) {
        if (!isOn(mine, guildId) || !isHeard(core, mine, name, data, guildId)) continue;
        if (isCut(core, mine, name, data)) tell(mine, name, (short ??= JSON.stringify(stripped(data))));
        else tell(mine, name, (full ??= JSON.stringify(data)));
      }
    },
    bot: () => ({
      url: address,
      shards,
      session_start_limit: {
        total: startsTotal,
        remaining: Math.max(0, startsLeft),
        reset_after: 86_400_000,
        max_concurrency: maxConcurrency,
      },
    }),
    listen(server, url) {
      address = url;
      server.on('upgrade', (request, socket, head) => {
        if (trouble.refusesNext()) socket.destroy();
        else sockets.handleUpgrade(request, socket, head, opened => sockets.emit('connection', opened, request));
      });
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

const isOn = ({ shard: [index, count] }: Session, guildId: string | undefined): boolean =>
  guildId === undefined ? index === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === index;

const isSeen = ({ world }: Core, channelId: string | undefined): boolean => {
  const channel = world.channels.get(channelId ?? '');
  return channel === undefined || (permissionsIn(world, channel, world.bot.id) & may.viewChannel) !== 0n;
};

/** A change of the bot’s own membership arrives in any case. */
const isHeard = ({ world }: Core, mine: Session, name: string, data: JsonObject, guildId: string | undefined) =>
  hears(mine.intents, name, guildId !== undefined) ||
  (name === 'GUILD_MEMBER_UPDATE' && objectIn(data, 'user')?.['id'] === world.bot.id);

const isCut = ({ world }: Core, mine: Session, name: string, data: JsonObject): boolean => {
  if ((mine.intents & intents.content) !== 0 || !name.startsWith('MESSAGE_') || textIn(data, 'content') === undefined)
    return false;
  const message = world.histories.get(textIn(data, 'channel_id') ?? '')?.get(textIn(data, 'id') ?? '');
  return message === undefined || !isReadable(world, message);
};

const reasons: Readonly<Record<number, string>> = {
  4001: 'Unknown opcode.',
  4002: 'Error while decoding payload.',
  4003: 'Not authenticated.',
  4004: 'Authentication failed.',
  4005: 'Already authenticated.',
  4010: 'Invalid shard.',
  4013: 'Invalid intent(s).',
  4014: 'Disallowed intent(s).',
};
