import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../../src/domain/lore/scene.js';
import { aLine, aPersona, aPersonality } from '../../support/builders.js';

const own = (text: string) => aLine({ text, speaker: { kind: 'personality', id: 'lilith', name: 'Lily' } });
const luna = (text: string) => aLine({ text, speaker: { kind: 'personality', id: 'luna', name: 'Lilith' } });

const aTalk = (fields: Partial<Parameters<typeof sceneOf>[0]> = {}) =>
  sceneOf({
    personality: aPersonality(),
    persona: null,
    conversation: { id: 'talk' },
    lines: [aLine({ text: 'Hello.' }), own('Hm?'), luna('Me too.')],
    older: 0,
    message: { text: 'And?' },
    contextTokens: 32_000,
    ...fields,
  });

describe('the moment of a turn', () => {
  it('has all that is said, the message last, and knows its own lines by id', () => {
    expect(aTalk().lines).toEqual([
      { text: 'Hello.', isOwn: false },
      { text: 'Hm?', isOwn: true },
      { text: 'Me too.', isOwn: false },
      { text: 'And?', isOwn: false },
    ]);
  });

  it('counts answers, half of what is out of sight with them', () => {
    expect(aTalk()).toMatchObject({ turn: 1, earlier: 0 });
    expect(aTalk({ older: 40 })).toMatchObject({ turn: 21, earlier: 40 });
  });

  it('gives lore a quarter of the window', () => {
    expect(aTalk({ contextTokens: 8002 }).tokens).toBe(2000);
  });

  it('has the same luck as long as it is the same talk', () => {
    const luck = (id: string) => aTalk({ conversation: { id } }).chance('the tower at 7');
    expect(luck('talk')).toBe(luck('talk'));
    expect(luck('talk')).not.toBe(luck('another'));
  });

  it('has names for keys', () => {
    const personality = aPersonality({ manner: { nickname: 'Lil' } });
    expect(aTalk({ personality, persona: aPersona({ name: 'Ada' }) }).fill('{{char}} {{user}}')).toBe('Lil Ada');
    expect(aTalk().fill('{{user}}')).toBe('');
  });
});
