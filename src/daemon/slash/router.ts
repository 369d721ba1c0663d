import type { App } from '../../app.js';
import { TzurotError } from '../../domain/errors.js';
import type { Asked, Asker, Permission, Reply } from '../../domain/interaction/asked.js';
import { isStale, readHandle } from '../../domain/interaction/handle.js';
import type { Button } from '../../domain/outbox/parcel.js';
import { mayPress, readButton } from '../../domain/outbox/button.js';
import type { Answering } from '../../ports/station.js';
import type { Pressing } from '../pressing/pressing.js';
import type { Command, Deed, Group, Program, Sequel } from './command.js';
import { keptOut, notAllowed, notYours, onlyInServers, outdated, unknownCommand, wordsFor } from './words.js';

export type Offer = {
  readonly commands: readonly (Command | Group)[];
  readonly sequels: readonly Sequel[];
  readonly pressings: Readonly<Record<Button, Pressing>>;
};

export type Router = {
  /** Answers what somebody asked of the program. Never throws. */
  asked(asked: Asked, asker: Asker, answering: Answering): Promise<void>;
};

/** The one place that acknowledges, answers, and catches. What is done knows nothing of it. */
export function routerOver(app: App, offer: Offer, program: Program): Router {
  const deeds = new Map(offer.commands.flatMap(deedsOf));
  const sequels = new Map(offer.sequels.map(sequel => [sequel.verb, sequel]));

  const alone = async (answering: Answering, work: () => Promise<Reply>) => {
    if (await answering.defer(true)) await tell(answering, await work(), true);
  };

  const exclusionOf = async (name: string, asker: Asker): Promise<Reply | undefined> =>
    !forEverybody.has(name) && (await app.inbox.isKeptOut(asker)) ? keptOut : undefined;

  async function command(asked: Extract<Asked, { kind: 'command' }>, asker: Asker, answering: Answering) {
    const found = deeds.get(asked.name);
    if (found === undefined) return tell(answering, unknownCommand, true);
    const refusal = refusalOf(found.access, asker) ?? (await exclusionOf(asked.name, asker));
    if (refusal !== undefined) return tell(answering, refusal, true);
    const use = { asker, options: asked.options, program };
    const { deed } = found;
    if ('open' in deed) return void (await answering.form(await deed.open(app, use)));
    if (await answering.defer(deed.isPrivate)) await tell(answering, await deed.run(app, use), deed.isPrivate);
  }

  async function completion(asked: Extract<Asked, { kind: 'completion' }>, asker: Asker, answering: Answering) {
    const found = deeds.get(asked.name);
    const refusal = found && (refusalOf(found.access, asker) ?? (await exclusionOf(asked.name, asker)));
    const isTheirs = found !== undefined && refusal === undefined;
    const typing = { asker, option: asked.option, typed: asked.typed };
    await answering.complete((isTheirs && (await found.deed.complete?.(app, typing))) || []);
  }

  async function press(id: string, asker: Asker, answering: Answering) {
    const button = readButton(id);
    if (button === undefined) return goOn(id, new Map(), asker, answering);
    if (!mayPress(button, asker.accountId)) return tell(answering, notYours, true);
    await alone(answering, () => offer.pressings[button.what](app, { asker, reference: button.reference, program }));
  }

  async function goOn(id: string, fields: ReadonlyMap<string, string>, asker: Asker, answering: Answering) {
    const handle = readHandle(id);
    const sequel = handle && sequels.get(handle.verb);
    if (handle === undefined || sequel === undefined) return tell(answering, outdated, true);
    if (handle.accountId !== asker.accountId) return tell(answering, notYours, true);
    if (isStale(handle, app.clock.now())) return tell(answering, outdated, true);
    const refusal = await exclusionOf(handle.verb, asker);
    if (refusal !== undefined) return tell(answering, refusal, true);
    await alone(answering, () => sequel.go(app, { asker, about: handle.about, fields }));
  }

  async function answered(asked: Asked, asker: Asker, answering: Answering): Promise<void> {
    if (asked.kind === 'command') return command(asked, asker, answering);
    if (asked.kind === 'completion') return completion(asked, asker, answering);
    if (asked.kind === 'button') return press(asked.id, asker, answering);
    return goOn(asked.id, asked.fields, asker, answering);
  }

  return {
    async asked(asked, asker, answering) {
      try {
        await answered(asked, asker, answering);
      } catch (error) {
        if (!(error instanceof TzurotError))
          app.log.error('A bug kept a command from its work', { error, ...nameOf(asked) });
        await apologize(app, asked, answering, error);
      }
    },
  };
}

/** Whoever is kept out may still take away what is known about them. */
const forEverybody: ReadonlySet<string> = new Set(['forget-me', 'wallet remove', 'wallet list']);

type Found = { readonly access: Command | Group; readonly deed: Deed };

const deedsOf = (command: Command | Group): [string, Found][] =>
  'parts' in command
    ? command.parts.map(deed => [`${command.name} ${deed.name}`, { access: command, deed }])
    : [[command.name, { access: command, deed: command }]];

/** Discord shows a command only to those who may use it, but a server can say otherwise there. */
function refusalOf({ permission, inDirectMessages }: Command | Group, asker: Asker): Reply | undefined {
  if (!inDirectMessages && asker.where.venue.kind === 'dm') return onlyInServers;
  return permission === null || asker.permissions.has(permission) ? undefined : notAllowed(permissionNames[permission]);
}

const permissionNames: Readonly<Record<Permission, string>> = {
  'manage-channels': 'Manage Channels',
  'manage-server': 'Manage Server',
};

const tell = async (answering: Answering, reply: Reply, isPrivate: boolean): Promise<void> =>
  void (await answering.reply(reply, isPrivate));

/** What goes wrong is between whoever asked and the program, wherever the answer would have stood. */
async function apologize(app: App, asked: Asked, answering: Answering, error: unknown): Promise<void> {
  try {
    if (asked.kind === 'completion') await answering.complete([]);
    else await tell(answering, wordsFor(error), true);
  } catch (cause) {
    app.log.error('Somebody could not be told that a command failed', { error: cause, ...nameOf(asked) });
  }
}

/** What is logged of it: never what somebody gave with it. */
const nameOf = (asked: Asked) => ({ asked: asked.kind, ...('name' in asked && { command: asked.name }) });
