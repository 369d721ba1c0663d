import { describe, expect, it } from 'vitest';
import { chatContract } from '../contracts/chat.js';
import { aDraftOf, anOverheard, aPost, aSpeaker } from '../support/builders.js';
import { fakeChat } from './chat.js';

chatContract(() => {
  const chat = fakeChat({ overheard: [anOverheard()], strangers: ['mallory'] });
  return {
    chat,
    channelId: 'dm-ada',
    posted: () => chat.posts.map(({ text }) => text).join('\n'),
    linked: { ...anOverheard(), guildId: 'castle' },
    down: fakeChat({ failures: Infinity }),
  };
});

describe('a fake chat', () => {
  it('fails as often as it is told, and then recovers', async () => {
    const chat = fakeChat({ failures: 1 });
    await expect(chat.post(aPost())).rejects.toMatchObject({ code: 'unavailable' });
    expect(await chat.post(aPost())).toEqual({ kind: 'posted', id: 'posted-1' });
    expect(chat.posts).toEqual([aPost()]);
  });

  it('records the drafts it was shown', () => {
    const chat = fakeChat();
    chat.draft(aDraftOf('Al', { channelId: 'dm-ada', speaker: aSpeaker() }));
    chat.draft(aDraftOf('Always.', { channelId: 'dm-ada', speaker: aSpeaker() }));
    expect(chat.drafts.map(({ text }) => text)).toEqual(['Al', 'Always.']);
  });
});
