import { describe, expect, it } from 'vitest';
import { chatContract } from '../contracts/chat.js';
import { aDelivery, aQuote } from '../support/builders.js';
import { fakeChat } from './chat.js';

chatContract(() => {
  const chat = fakeChat({ quotes: [aQuote()], strangers: ['mallory'] });
  return {
    chat,
    channelId: 'dm-ada',
    posted: () => chat.deliveries.flatMap(({ chunks }) => chunks).join('\n'),
    linked: { ...aQuote(), guildId: 'castle' },
    down: fakeChat({ failures: Infinity }),
  };
});

describe('a fake chat', () => {
  it('fails as often as it is told, and then recovers', async () => {
    const chat = fakeChat({ failures: 1 });
    await expect(chat.deliver(aDelivery())).rejects.toMatchObject({ code: 'unavailable' });
    expect(await chat.deliver(aDelivery())).toHaveLength(1);
    expect(chat.deliveries).toEqual([aDelivery()]);
  });

  it('records the drafts it was shown', () => {
    const chat = fakeChat();
    chat.draft('dm-ada', { slug: 'lilith', name: 'Lilith' }, 'Al');
    chat.draft('dm-ada', { slug: 'lilith', name: 'Lilith' }, 'Always.');
    expect(chat.drafts.map(({ text }) => text)).toEqual(['Al', 'Always.']);
  });
});
