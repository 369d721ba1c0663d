import { describe, expect, it } from 'vitest';
import { terminalChat } from '../../../src/adapters/terminal/chat.js';
import { noScreen } from '../../../src/adapters/terminal/screen.js';
import { chatContract } from '../../contracts/chat.js';
import { aDraftOf, aPost, aSpeaker } from '../../support/builders.js';

const lilith = aSpeaker();

function open({ isLive = true } = {}) {
  const pieces: string[] = [];
  const screen = { isLive, leads: (name: string) => `${name}: `, write: (text: string) => void pieces.push(text) };
  return { chat: terminalChat(screen), shown: () => pieces.join(''), pieces };
}

for (const isLive of [true, false]) {
  chatContract(() => {
    const { chat, shown } = open({ isLive });
    return { chat, channelId: 'terminal:local:local', posted: shown };
  });
}

describe('an answer at a terminal', () => {
  it('stands behind the name of who says it', async () => {
    const { chat, shown } = open();
    await chat.post(aPost({ text: 'Always.' }));
    expect(shown()).toBe('Lilith: Always.\n');
  });

  it('grows as it is made, and nothing of it is shown twice', async () => {
    const { chat, shown, pieces } = open();
    for (const text of ['Al', 'Always', 'Always the kettle'])
      chat.draft(aDraftOf(text, { channelId: 'here', speaker: lilith }));
    expect(pieces).toEqual(['Lilith: Al', 'ways', ' the kettle']);
    await chat.post(aPost({ text: 'Always the kettle.' }));
    expect(shown()).toBe('Lilith: Always the kettle.\n');
  });

  it('is shown anew where it turned out otherwise', async () => {
    const { chat, shown } = open();
    chat.draft(aDraftOf('Perhaps', { channelId: 'here', speaker: lilith }));
    await chat.post(aPost({ text: 'Always.' }));
    expect(shown()).toBe('Lilith: Perhaps\nLilith: Always.\n');
  });

  it('does not stand in for the next one', async () => {
    const { chat, shown } = open();
    chat.draft(aDraftOf('Always', { channelId: 'here', speaker: lilith }));
    await chat.post(aPost({ text: 'Always.' }));
    await chat.post(aPost({ text: 'Always.' }));
    expect(shown()).toBe('Lilith: Always.\nLilith: Always.\n');
  });

  it('that nothing came of does not swallow the beginning of the next', async () => {
    const { chat, shown } = open();
    chat.draft(aDraftOf('Always the kettle', { channelId: 'here', speaker: lilith }));
    chat.draft(aDraftOf('', { channelId: 'here', speaker: lilith }));
    chat.draft(aDraftOf('Always', { channelId: 'here', speaker: lilith }));
    await chat.post(aPost({ text: 'Always the kettle, my dear.' }));
    expect(shown()).toBe('Lilith: Always the kettle\nLilith: Always the kettle, my dear.\n');
  });

  it('is not shown before it is whole where nobody watches', async () => {
    const { chat, shown } = open({ isLive: false });
    chat.draft(aDraftOf('Alw', { channelId: 'here', speaker: lilith }));
    expect(shown()).toBe('');
    await chat.post(aPost({ text: 'Always.' }));
    expect(shown()).toBe('Lilith: Always.\n');
  });

  it('cannot steer the terminal, by its text or by the name above it', async () => {
    const { chat, shown } = open();
    const speaker = aSpeaker({ name: 'Mal\u001b[2Jlory' });
    chat.draft(aDraftOf('Al\u001b]0;owned\u0007', { channelId: 'here', speaker }));
    await chat.post(aPost({ speaker, text: 'Al\u001b]0;owned\u0007ways\r\n\u202eagain.' }));
    expect(shown()).toBe('Mal[2Jlory: Al]0;ownedways\nagain.\n');
  });
});

it('a screen that is none shows nothing, and takes everything', async () => {
  expect(await terminalChat(noScreen).post(aPost())).toMatchObject({ kind: 'posted' });
});
