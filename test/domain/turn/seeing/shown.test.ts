import { expect, it } from 'vitest';
import { withNotes, type Shown } from '../../../../src/domain/turn/seeing/shown.js';

const picture: Shown = { kind: 'picture', name: 'cat.png', seen: null, description: null };

it('a message is kept as it was where nothing came with it', () => {
  expect(withNotes('Hello.', [])).toBe('Hello.');
});

it('a message is kept with what came with it, each on a line', () => {
  const all: Shown[] = [
    picture,
    { ...picture, description: 'A black\ncat.' },
    { kind: 'audio', name: 'a.ogg', transcript: 'Good evening.' },
    { kind: 'document', name: 'notes.md', text: 'Bees dance.', isCut: false },
    { kind: 'unread', name: 'a.zip', why: 'It is too large.' },
  ];
  expect(withNotes('Look.', all).split('\n')).toEqual([
    'Look.',
    '[picture: cat.png]',
    '[picture: cat.png — A black cat.]',
    '[audio: a.ogg — Good evening.]',
    '[document: notes.md]',
    '[file: a.zip]',
  ]);
});

it('a message without words is what came with it', () => {
  expect(withNotes('', [picture])).toBe('[picture: cat.png]');
});

it('what it is called ends nothing, and a long description is cut', () => {
  const note = withNotes('', [{ ...picture, name: 'a] b.png', description: 'x'.repeat(1000) }]);
  expect(note).toMatch(/^\[picture: a\) b\.png — x{300}…\]$/);
});
