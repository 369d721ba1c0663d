import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessage, parseMessages } from '../../../../src/adapters/discord/wire/message.js';
import { overheardFrom, saidFrom } from '../../../../src/adapters/discord/wire/said.js';
import { aChannel, ada, aGuild, aMessage, aParsedMessage, aScene, bob, us } from './messages.js';

const said = (more: Readonly<Record<string, unknown>> = {}) => saidFrom(aParsedMessage(more), us, aScene(), null);

describe('who said it', () => {
  test.each([
    ['a person', {}, 'person'],
    ['our own account', { author: { id: us.accountId, username: 'Tzurot', bot: true } }, 'self'],
    ['our own webhook', { webhook_id: '7', application_id: us.applicationId }, 'self'],
    ['PluralKit', { webhook_id: '7', application_id: '466378653216014359' }, 'proxy'],
    ['Tupperbox', { webhook_id: '7', application_id: '431544605209788416' }, 'proxy'],
    ['a webhook of nobody', { webhook_id: '7' }, 'bot'],
    ['a webhook of another program', { webhook_id: '7', application_id: '8' }, 'bot'],
    ['another bot', { author: { ...bob, bot: true } }, 'bot'],
    ['Discord itself', { author: { ...bob, system: true } }, 'bot'],
    ['a person who claims an application', { application_id: us.applicationId }, 'person'],
  ])('%s', (_, more, kind) => expect(said(more).author.kind).toBe(kind));

  test('is called as here, else as everywhere, else as they signed up', () => {
    const [here, anywhere] = [aParsedMessage({ member: { nick: 'Countess', roles: [] } }), aParsedMessage()];
    expect(saidFrom(here, us, aScene(), here.member ?? null).author.name).toBe('Countess');
    expect(saidFrom(anywhere, us, aScene(), null).author.name).toBe('Ada L.');
    expect(said({ author: bob }).author.name).toBe('bob');
  });

  test('at the moment that Discord gives, else the one that its id tells', () => {
    expect(said().saidAt).toBe(Date.UTC(2026, 0, 1) * 1000 + 123_000);
    expect(said({ id: '175928847299117063', timestamp: 'soon' }).saidAt).toBe(1_462_015_105_796_000);
  });
});

describe('what it mentions', () => {
  test('is named: people as here, roles, and channels that the writer may see', () => {
    const hidden = aChannel({
      id: '200000000000000002',
      name: 'cellar',
      overwrites: () => [{ id: '400000000000000001', of: 'role' as const, allow: 0n, deny: 1n << 10n }],
    });
    const open = aChannel({ id: '200000000000000003', name: 'garden', topic: 'Roses' });
    const guild = aGuild({
      channels: [aChannel(), hidden, open],
      roles: [{ id: '5', name: 'Guests', position: 1, permissions: 0n }],
    });
    const message = aParsedMessage({
      content: `<@${bob.id}> <@&5> <#${hidden.id}> <#${open.id}> <#9>`,
      mentions: [{ ...bob, member: { nick: 'Bobby' } }],
      mention_roles: ['5', '6'],
    });
    expect(saidFrom(message, us, aScene(guild), null).mentions).toEqual({
      people: [{ id: bob.id, name: 'Bobby' }],
      channels: [{ id: open.id, name: 'garden', topic: 'Roses' }],
      roles: [{ id: '5', name: 'Guests' }],
    });
  });

  test('are we only if the text does and Discord agrees', () => {
    const mentions = [{ id: us.accountId, username: 'Tzurot' }];
    expect(said({ content: `<@${us.accountId}>`, mentions }).mentionsUs).toBe(true);
    expect(said({ content: `<@!${us.accountId}>`, mentions }).mentionsUs).toBe(true);
    expect(said({ content: 'thanks', mentions }).mentionsUs).toBe(false);
    expect(said({ content: `\`<@${us.accountId}>\`` }).mentionsUs).toBe(false);
  });
});

describe('what it replies to', () => {
  const reference = { type: 0, message_id: '299', channel_id: '200000000000000001' };

  test('is there, gone, or unknown', () => {
    const original = aMessage({ id: '299', author: bob, content: 'milk first' });
    const reply = (more: object) => said({ type: 19, message_reference: reference, ...more }).replyTo;
    expect(reply({ referenced_message: original })).toMatchObject({
      messageId: '299',
      message: { text: 'milk first', author: { accountId: bob.id } },
    });
    expect(reply({ referenced_message: null })).toMatchObject({ messageId: '299', message: null });
    expect(reply({})).toMatchObject({ messageId: '299', message: null });
    expect(reply({ referenced_message: 'nonsense' })).toMatchObject({ message: null });
  });

  test('is nothing for a forward, a crosspost, or a message without', () => {
    expect(said({ message_reference: { ...reference, type: 1 } }).replyTo).toBeNull();
    expect(said({ message_reference: reference }).replyTo).toBeNull();
    expect(said({ type: 19 }).replyTo).toBeNull();
  });
});

describe('what came with it', () => {
  const file = { filename: 'a.png', size: 5, url: 'https://cdn.example/a.png' };

  test('files are files of what is said, and words of what is overheard', () => {
    expect(said({ attachments: [file] })).toMatchObject({
      files: [{ name: 'a.png', url: file.url, bytes: 5 }],
      asides: [],
    });
    expect(overheardFrom(aParsedMessage({ attachments: [file] }), us, aScene(), null).asides).toEqual([
      'A file: a.png',
    ]);
    const spoken = aParsedMessage({
      flags: 1 << 13,
      attachments: [{ ...file, filename: 'voice-message.ogg', duration_secs: 11.6 }],
    });
    expect(overheardFrom(spoken, us, aScene(), null).asides).toEqual(['A voice message of 12 seconds']);
  });

  test('is short, and not too many', () => {
    const embed = {
      title: '😀'.repeat(3000),
      fields: Array.from({ length: 25 }, () => ({ name: 'n'.repeat(256), value: 'v'.repeat(1024) })),
    };
    const { asides } = said({
      embeds: Array.from({ length: 10 }, () => embed),
      sticker_items: Array.from({ length: 30 }, () => ({ name: 'Wave' })),
    });
    expect(asides).toHaveLength(20);
    for (const aside of asides) {
      expect(aside.length).toBeLessThanOrEqual(500);
      expect(aside.isWellFormed()).toBe(true);
    }
  });

  test('one odd embed costs neither the others nor the message', () => {
    const embeds = [null, 7, { title: 5, fields: 'x' }, { author: [], description: 'kept' }, { type: 'image' }];
    expect(said({ embeds, attachments: [null, file], sticker_items: {}, poll: 3 })).toMatchObject({
      asides: ['An embed: kept'],
      files: [{ name: 'a.png' }],
    });
  });
});

describe('hostile messages', () => {
  test('without an id, a channel or a writer are none', () => {
    for (const broken of [
      null,
      'x',
      [],
      {},
      aMessage({ id: '../x' }),
      aMessage({ channel_id: 5 }),
      aMessage({ author: null }),
    ])
      expect(parseMessage(broken)).toBeUndefined();
    expect(parseMessages([null, aMessage(), { id: 'x' }])).toHaveLength(1);
    expect(parseMessages('x')).toEqual([]);
  });

  test('are cut to what Discord allows', () => {
    expect(said({ content: '😀'.repeat(50_000) }).text.length).toBeLessThanOrEqual(4000);
  });

  test('whatever else stands in them, are heard', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });
    const keys = [
      'type',
      'flags',
      'content',
      'member',
      'timestamp',
      'webhook_id',
      'application_id',
      'nonce',
      'mentions',
      'mention_roles',
      'attachments',
      'embeds',
      'sticker_items',
      'poll',
      'message_reference',
      'message_snapshots',
      'referenced_message',
      'guild_id',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), anything), odd => {
        const message = aParsedMessage({ ...odd });
        const heard = saidFrom(message, us, aScene(), message.member ?? null);
        expect(heard.author.accountId).toBe(ada.id);
        expect(heard.asides.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});
