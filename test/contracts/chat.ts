import { describe, expect, test } from 'vitest';
import type { ChatSurface } from '../../src/ports/chat.js';
import type { Quote } from '../../src/domain/turn/references/reference.js';
import { aDelivery } from '../support/builders.js';

export type ChatWorld = {
  readonly chat: ChatSurface;
  /** A channel of it in which something can be posted. */
  readonly channelId: string;
  /** Everything that people can read there by now. */
  posted(): string | Promise<string>;
  /** A message that ada can link to, and mallory may not read. Left out where nothing has an address. */
  readonly linked?: Quote & { readonly guildId: string | null };
  /** One that cannot post at the moment. Left out for what always can. */
  readonly down?: ChatSurface;
} & Partial<AsyncDisposable>;

export type OpenChat = () => ChatWorld | Promise<ChatWorld>;

const speaker = { slug: 'lilith', name: 'Lilith' };

/** What every ChatSurface promises. Run it against each adapter, and against the fake. */
export function chatContract(open: OpenChat) {
  describe('keeps the ChatSurface contract', () => {
    const it = test.extend('world', async ({}, { onCleanup }) => {
      const world = await open();
      onCleanup(async () => await world[Symbol.asyncDispose]?.());
      return world;
    });

    it('posts the chunks in order', async ({ world }) => {
      await world.chat.deliver(aDelivery({ channelId: world.channelId, chunks: ['Lantern.', 'Harbour.', 'Raven.'] }));
      expect((await world.posted()).match(/Lantern|Harbour|Raven/g)).toEqual(['Lantern', 'Harbour', 'Raven']);
    });

    it('returns one id for each chunk, all different', async ({ world: { chat, channelId } }) => {
      const posted = await chat.deliver(aDelivery({ channelId, chunks: ['Lantern.', 'Raven.', 'Raven.'] }));
      expect(posted).toHaveLength(3);
      expect(new Set(posted).size).toBe(3);
      expect(posted).not.toContain('');
    });

    it('posts again when the same is delivered again', async ({ world }) => {
      const delivery = aDelivery({ channelId: world.channelId, chunks: ['Lantern.'] });
      expect(await world.chat.deliver(delivery)).toHaveLength(1);
      expect(await world.chat.deliver(delivery)).toHaveLength(1);
      expect((await world.posted()).match(/Lantern/g)).toHaveLength(2);
    });

    it('posts a message as long as it says one may be', async ({ world }) => {
      const { chat, channelId } = world;
      expect(chat.longestMessage).toBeGreaterThan(0);
      const longest = 'x'.repeat(Math.min(chat.longestMessage, 50_000));
      expect(await chat.deliver(aDelivery({ channelId, chunks: [longest] }))).toHaveLength(1);
      expect(await world.posted()).toContain(longest);
    });

    it('posts what would call everybody as the text that it is', async ({ world: { chat, channelId } }) => {
      const chunks = ['@everyone @here <@1> <@&2>'];
      expect(await chat.deliver(aDelivery({ channelId, chunks }))).toHaveLength(1);
    });

    it('throws unavailable when nothing could be posted', async ({ world: { down, channelId }, skip }) => {
      if (down === undefined) return skip('It can always post.');
      await expect(down.deliver(aDelivery({ channelId }))).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('throws nothing when a draft is shown', ({ world: { chat, channelId } }) => {
      for (const text of ['', 'Al', 'Always', 'Always.', 'Al', 'x'.repeat(10_000)]) {
        expect(() => chat.draft(channelId, speaker, text)).not.toThrow();
      }
    });

    it('throws nothing when a draft can be shown nowhere', ({ world: { chat, down, channelId } }) => {
      expect(() => chat.draft('nowhere', speaker, 'Always.')).not.toThrow();
      expect(() => down?.draft(channelId, speaker, 'Always.')).not.toThrow();
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

    it('delivers after a draft of another text', async ({ world: { chat, channelId } }) => {
      chat.draft(channelId, speaker, 'Perh');
      expect(await chat.deliver(aDelivery({ channelId, speaker, chunks: ['Always.'] }))).toHaveLength(1);
    });
  });
}
