import type { Said } from '../../../src/domain/inbox/said.js';
import { watchProxies } from '../../../src/domain/proxy/actions.js';
import type { Original } from '../../../src/domain/proxy/matching.js';
import type { Proxied } from '../../../src/domain/proxy/proxied.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeLog } from '../../fakes/log.js';
import { fakeProxies } from '../../fakes/proxies.js';
import { noon } from '../../support/builders.js';

export const garden = '800000000000000001';
export const channel = '700000000000000001';
const webhook = '900000000000000001';

/** What ada says in the garden. */
export const aSaid = (fields: Partial<Said> = {}): Said => ({
  id: 'original',
  channelId: channel,
  channelName: 'general',
  author: { accountId: 'ada', name: 'Ada', kind: 'person' },
  text: 'h: hello @Lilith',
  mentions: { people: [], channels: [], roles: [] },
  asides: [],
  saidAt: noon,
  where: {
    venue: { channelId: channel, platform: 'discord', kind: 'guild', guildId: garden, isPublic: true },
    parentId: null,
    names: null,
    isAgeRestricted: null,
    roles: [],
  },
  replyTo: null,
  files: [],
  embedded: [],
  mentionsUs: false,
  ...fields,
});

/** What ada says in a direct message. */
export const inPrivate = (): Said => {
  const said = aSaid();
  return { ...said, where: { ...said.where, venue: { ...said.where.venue, kind: 'dm', guildId: null } } };
};

/** What a proxy bot makes of it. All of its copies in a channel come from one webhook. */
export const aCopy = (fields: Partial<Said> = {}): Said =>
  aSaid({
    id: 'copy',
    author: { accountId: webhook, name: 'Hana | Garden', kind: 'proxy' },
    text: 'hello @Lilith',
    ...fields,
  });

export const aProxied = (fields: Partial<Proxied> = {}): Proxied => ({
  accountId: 'ada',
  originalId: 'original',
  memberId: 'hana-uuid',
  name: 'hana',
  displayName: 'Hana',
  ...fields,
});

export const anOriginal = (fields: Partial<Original> = {}): Original => ({
  id: 'original',
  channelId: channel,
  accountId: 'ada',
  text: 'h: hello @Lilith',
  heardAt: 0,
  erasedAt: null,
  copyId: null,
  guessId: null,
  ...fields,
});

/** A garden with a proxy bot in it, through which ada speaks. */
export function aWorld() {
  const clock = fakeClock();
  const proxies = fakeProxies();
  const log = fakeLog();
  proxies.join('ada');
  const watch = watchProxies({ proxies, clock, log });
  watch.botIn(garden);
  const erase = (...ids: string[]) => watch.erased({ channelId: channel, ids });
  return { clock, proxies, log, watch, erase };
}

/** What a promise has come to by now. */
export const soFar = <T>(promise: Promise<T>): Promise<T | 'waits'> => Promise.race([promise, waits()]);

async function waits(): Promise<'waits'> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  return 'waits';
}
