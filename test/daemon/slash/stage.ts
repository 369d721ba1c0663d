import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeHome } from '../../../src/app/home.js';
import type { Ports } from '../../../src/app/ports.js';
import { openApp, type App } from '../../../src/app.js';
import { readConfig } from '../../../src/config.js';
import { pressings } from '../../../src/daemon/pressing/all.js';
import { commands, sequels } from '../../../src/daemon/slash/all.js';
import type { Program } from '../../../src/daemon/slash/command.js';
import { routerOver, type Offer } from '../../../src/daemon/slash/router.js';
import type { Venue } from '../../../src/domain/conversation/venue.js';
import type { Said } from '../../../src/domain/inbox/said.js';
import type { Asked, Asker, OptionValue, Reply } from '../../../src/domain/interaction/asked.js';
import type { Proxied } from '../../../src/domain/proxy/proxied.js';
import { plain } from '../../../src/domain/turn/incoming.js';
import type { User } from '../../../src/domain/user/user.js';
import { fakeAnswering, type FakeAnswering, type Sent } from '../../fakes/answering.js';
import { fakeChat, type FakeChat } from '../../fakes/chat.js';
import { fakeClock, type FakeClock } from '../../fakes/clock.js';
import { fakeKeyProbe, type FakeKeyProbe } from '../../fakes/key-probe.js';
import { fakeLog, type FakeLog } from '../../fakes/log.js';
import { anAccount, aVenue, noon } from '../../support/builders.js';

export type Stage = {
  readonly app: App;
  readonly chat: FakeChat;
  readonly clock: FakeClock;
  readonly log: FakeLog;
  readonly keyProbe: FakeKeyProbe;
  /** Where everything is kept. */
  readonly home: string;
  /** What can be fetched again, by its id. */
  readonly messages: Map<string, Said>;
  person(name: string): Promise<User>;
  asked(asked: Asked, asker: Asker, answering?: FakeAnswering): Promise<readonly Sent[]>;
};

/** Ada's home. Lilith is hers and everybody's to talk to; luna is bob's, and for him alone. */
export async function aStage(overrides: Partial<Ports> = {}, offered: Partial<Offer> = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-slash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  const config = readConfig({ home }, { TZUROT_OWNER: anAccount('ada').foreignId, HOME: folder });
  await makeHome(config);
  const [chat, clock, log, keyProbe] = [fakeChat(), fakeClock(noon), fakeLog(), fakeKeyProbe()];
  const app = await openApp(config, { overrides: { chat, clock, log, keyProbe, ...overrides } });
  onTestFinished(() => app[Symbol.asyncDispose]());
  const person = (name: string) => app.user.meet(anAccount(name));
  const [ada, bob] = [await person('ada'), await person('bob')];
  const lilith = { path: 'isPublic', text: 'true' };
  await app.personality.create(
    { userId: ada.id, isOwner: true },
    { slug: 'lilith', name: 'Lilith', patches: [lilith, { path: 'prompt.greeting', text: 'Good evening.' }] },
  );
  await app.personality.create({ userId: bob.id, isOwner: false }, { slug: 'luna', name: 'Luna', patches: [] });
  const messages = new Map<string, Said>();
  const program: Program = { version: '1.2.3', pingMs: () => 41.6, message: async (_, id) => messages.get(id) };
  const router = routerOver(app, { commands, sequels, pressings, ...offered }, program);
  return {
    app,
    chat,
    clock,
    log,
    keyProbe,
    home,
    messages,
    person,
    async asked(asked, asker, answering = fakeAnswering()) {
      await router.asked(asked, asker, answering);
      return answering.sent;
    },
  };
}

export const hall = aVenue({ kind: 'guild' });

/** Somebody in the hall, unless they are somewhere else. */
export const anAsker = (name: string, fields: Partial<Asker> = {}, venue: Venue = hall): Asker => ({
  accountId: anAccount(name).foreignId,
  name,
  where: { venue, parentId: null, names: null, isAgeRestricted: null, roles: [] },
  permissions: new Set(),
  ...fields,
});

export const aManager = (name: string): Asker => anAsker(name, { permissions: new Set(['manage-channels']) });

export const aCommand = (name: string, options: Readonly<Record<string, OptionValue>> = {}): Asked => ({
  kind: 'command',
  name,
  options: new Map(Object.entries(options)),
});

export const aPress = (id: string): Asked => ({ kind: 'button', id, messageId: 'message' });

export const aForm = (id: string, fields: Readonly<Record<string, string>>): Asked => ({
  kind: 'form',
  id,
  fields: new Map(Object.entries(fields)),
});

/** What was said to whoever asked, in the end. */
export function replyIn(sent: readonly Sent[]): Reply & { readonly isPrivate: boolean } {
  const last = sent.at(-1);
  if (last?.kind !== 'reply') throw new Error(`Nothing was said: ${JSON.stringify(sent)}`);
  return { ...last.reply, isPrivate: last.isPrivate };
}

/** The id of the first button under a reply. */
export function buttonIn(sent: readonly Sent[]): string {
  const id = replyIn(sent).buttons?.[0]?.id;
  if (id === undefined) throw new Error(`There is no button: ${JSON.stringify(sent)}`);
  return id;
}

/** What somebody says in the hall. */
export const aSaid = (name: string, text: string, fields: Partial<Said> = {}): Said => ({
  id: '100000000000000001',
  channelId: hall.channelId,
  channelName: 'hall',
  author: { accountId: anAccount(name).foreignId, name, kind: 'person' },
  text,
  mentions: plain.mentions,
  asides: [],
  saidAt: noon,
  where: anAsker(name).where,
  replyTo: null,
  files: [],
  embedded: [],
  mentionsUs: false,
  ...fields,
});

/** Somebody says something that is answered, and can be fetched again. */
export async function answered({ app, messages }: Stage, said: Said, proxied: Proxied | null = null): Promise<void> {
  messages.set(said.id, said);
  const reception = await app.inbox.accept(said, proxied);
  if (reception.kind !== 'accepted') throw new Error(`It is not answered: ${JSON.stringify(reception)}`);
  await app.inbox.work(reception.accepted, {});
}
