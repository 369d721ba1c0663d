import { inTurn } from '../../../domain/around.js';
import { bounded } from '../../../domain/bounded.js';
import type { Log } from '../../../ports/log.js';
import type { Ears } from '../../../ports/station.js';
import { kindOf, type Us } from '../wire/author.js';
import { echoOf, type Echo } from '../wire/echo.js';
import { isWritten, parseEdit, parseErased, parseMessage, parseReaction, type WireMessage } from '../wire/message.js';
import { overheardFrom, saidFrom, textOf } from '../wire/said.js';
import type { Scene } from '../wire/where.js';
import type { Places } from './places.js';
import type { Recent } from './recent.js';

type Parts = {
  readonly places: Places;
  readonly recent: Recent;
  readonly log: Log;
  us(): Us;
  ears(): Pick<Ears, 'said' | 'edited' | 'erased' | 'reacted'>;
  echo(message: Echo): void;
  /** Told of the id of each message that comes. */
  newest(channelId: string, messageId: string): void;
};

type Reader = (data: unknown) => void;

const mostEdits = 1000;

/** What is said in channels, dispatch by dispatch, in the order in which it comes in each channel. Never throws. */
export function hearingOf(parts: Parts): ReadonlyMap<string, Reader> {
  const { places, recent, log, us, ears } = parts;
  const lanes = inTurn();
  const editedAt = bounded<string, string>(mostEdits);

  /** Acts at once, unless something of the same channel waits until it is known where it is. */
  const inOrder = (channelId: string, act: () => Promise<void> | void) => {
    lanes(channelId, async () => act()).catch((error: unknown) =>
      log.error('Something that was said could not be heard.', { error, channelId }),
    );
  };

  const said = (message: WireMessage, scene: Scene) => {
    const overheard = overheardFrom(message, us(), scene, message.member ?? null);
    recent.heard(overheard);
    if (overheard.author.kind === 'self') parts.echo(echoOf(message));
    ears().said(saidFrom(message, us(), scene, message.member ?? null));
  };

  /** Discord tells again of an edited message when it has found an embed, with the same time of the edit. */
  const isNews = (id: string, at: string): boolean => {
    if (editedAt.get(id) === at) return false;
    editedAt.set(id, at);
    return true;
  };

  const erase = (data: unknown) => {
    const erased = parseErased(data);
    if (erased === undefined) return;
    inOrder(erased.channelId, () => {
      recent.erased(erased);
      ears().erased(erased);
    });
  };

  const handlers: Readonly<Record<string, Reader>> = {
    MESSAGE_CREATE(data) {
      const message = parseMessage(data);
      if (message === undefined) return log.debug('Discord sent a message that makes no sense.');
      parts.newest(message.channel_id, message.id);
      if (!isWritten(message)) return;
      const [channelId, guildId] = [message.channel_id, message.guild_id ?? null];
      inOrder(channelId, () => {
        const scene = places.sceneNow(channelId, guildId);
        if (scene !== undefined) return said(message, scene);
        return places.scene(channelId, guildId).then(found => said(message, found));
      });
    },
    MESSAGE_UPDATE(data) {
      const edit = parseEdit(data);
      if (edit === undefined || !isNews(edit.id, edit.edited_timestamp)) return;
      const edited = { id: edit.id, channelId: edit.channel_id, text: textOf(edit.content) };
      const message = parseMessage(data);
      /* What we change ourselves is known where it is changed. */
      const isOurs = message !== undefined && kindOf(message, us()) === 'self';
      inOrder(edited.channelId, () => {
        recent.edited(edited);
        if (!isOurs) ears().edited(edited);
      });
    },
    MESSAGE_DELETE: erase,
    MESSAGE_DELETE_BULK: erase,
    MESSAGE_REACTION_ADD(data) {
      const reaction = parseReaction(data);
      if (reaction === undefined || reaction.accountId === us().accountId) return;
      inOrder(reaction.channelId, () => ears().reacted(reaction));
    },
  };

  return new Map(Object.entries(handlers).map(([name, read]) => [name, safely(read, name, log)]));
}

const safely = (read: Reader, name: string, log: Log): Reader => {
  return data => {
    try {
      read(data);
    } catch (error) {
      log.error('Something from Discord could not be heard.', { name, error });
    }
  };
};
