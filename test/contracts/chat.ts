import { describe, expect, test } from 'vitest';
import type { ChatSurface } from '../../src/ports/chat.js';
import type { Overheard } from '../../src/domain/inbox/said.js';
import { aDraftOf, aPost, aSpeaker } from '../support/builders.js';

export type ChatWorld = {
  readonly chat: ChatSurface;
  /** A channel of it in which something can be posted. */
  readonly channelId: string;
  /** Everything that people can read there by now. */
  posted(): string | Promise<string>;
  /** A message that ada can link to, and mallory may not read. Left out where nothing has an address. */
  readonly linked?: Overheard & { readonly guildId: string | null };
  /** One that cannot post at the moment. Left out for what always can. */
  readonly down?: ChatSurface;
} & Partial<AsyncDisposable>;

export type OpenChat = () => ChatWorld | Promise<ChatWorld>;

const speaker = aSpeaker();

/** What every ChatSurface promises. Run it against each adapter, and against the fake. */
export function chatContract(open: OpenChat) {
  describe('keeps the ChatSurface contract', () => {
    const it = test.extend('world', async ({}, { onCleanup }) => {
      const world = await open();
      onCleanup(async () => await world[Symbol.asyncDispose]?.());
      return world;
    });

    it('posts one after the other', async ({ world: { chat, channelId, posted } }) => {
      for (const [ordinal, text] of ['Lantern.', 'Harbour.', 'Raven.'].entries()) {
        await chat.post(aPost({ channelId, ordinal, text }));
      }
      expect((await posted()).match(/Lantern|Harbour|Raven/g)).toEqual(['Lantern', 'Harbour', 'Raven']);
    });

    it('says under which id each arrived, all different', async ({ world: { chat, channelId } }) => {
      const ids = [];
      for (const [ordinal, text] of ['Lantern.', 'Raven.', 'Raven.'].entries()) {
        const posted = await chat.post(aPost({ channelId, ordinal, text }));
        ids.push(posted.kind === 'posted' ? posted.id : posted.cause);
      }
      expect(new Set(ids).size).toBe(3);
      expect(ids).not.toContain('');
    });

    it('posts a message as long as it says one may be', async ({ world: { chat, channelId, posted } }) => {
      const most = chat.longestMessage(channelId, speaker);
      expect(most).toBeGreaterThan(0);
      const longest = 'x'.repeat(Math.min(most, 50_000));
      expect(await chat.post(aPost({ channelId, text: longest }))).toMatchObject({ kind: 'posted' });
      expect(await posted()).toContain(longest);
    });

    it('posts what would call everybody as the text that it is', async ({ world: { chat, channelId } }) => {
      expect(await chat.post(aPost({ channelId, text: '@everyone @here <@1> <@&2>' }))).toMatchObject({
        kind: 'posted',
      });
    });

    it('throws unavailable when nothing could be posted', async ({ world: { down, channelId }, skip }) => {
      if (down === undefined) return skip('It can always post.');
      await expect(down.post(aPost({ channelId }))).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('sees nothing that was not posted', async ({ world: { chat, channelId } }) => {
      expect(await chat.sightings(aPost({ channelId, text: 'Nobody said this.' }), 0, true)).toEqual([]);
    });

    it('throws nothing when a draft is shown', ({ world: { chat, channelId } }) => {
      for (const text of ['', 'Al', 'Always', 'Always.', 'Al', 'x'.repeat(10_000)]) {
        expect(() => chat.draft(aDraftOf(text, { channelId, speaker }))).not.toThrow();
      }
    });

    it('throws nothing when a draft can be shown nowhere', ({ world: { chat, down, channelId } }) => {
      expect(() => chat.draft(aDraftOf('Always.', { channelId: 'nowhere', speaker }))).not.toThrow();
      expect(() => down?.draft(aDraftOf('Always.', { channelId, speaker }))).not.toThrow();
    });

    it('quotes nothing where nothing is linked to, or what is linked to is not there', async ({ world: { chat } }) => {
      expect(await chat.quote([], 'ada')).toEqual([]);
      expect(await chat.quote([{ guildId: null, channelId: '1', messageId: '2' }], 'ada')).toEqual([]);
    });

    it('quotes what is linked to, in the order of the links', async ({ world: { chat, linked }, skip }) => {
      if (linked === undefined) return skip('Nothing has an address here.');
      const { guildId, ...quote } = linked;
      const link = { guildId, channelId: quote.channelId, messageId: quote.id };
      expect(await chat.quote([{ ...link, messageId: '2' }, link], 'ada')).toEqual([quote]);
    });

    it('quotes nothing that somebody may not read', async ({ world: { chat, linked }, skip }) => {
      if (linked === undefined) return skip('Nothing has an address here.');
      const { guildId, channelId, id: messageId } = linked;
      expect(await chat.quote([{ guildId, channelId, messageId }], 'mallory')).toEqual([]);
    });

    it('posts after a draft of another text', async ({ world: { chat, channelId } }) => {
      chat.draft(aDraftOf('Perh', { channelId, speaker }));
      expect(await chat.post(aPost({ channelId, speaker }))).toMatchObject({ kind: 'posted' });
    });
  });
}
