import { describe, expect, it } from 'vitest';
import { shown, withoutText } from '../../../src/domain/trace/shown.js';
import { aTrace } from '../../support/traces.js';

const words = (text: string) => text.split(' ').length;

describe('a trace that is shown', () => {
  it('has its parts counted', () => {
    const parts = [{ name: 'message', text: 'Are you there?' }];
    expect(shown({ ...aTrace(), parts }, words).parts).toEqual([
      { name: 'message', text: 'Are you there?', tokens: 3 },
    ]);
  });

  it('keeps the counts that an older one brought along', () => {
    const parts = [{ name: 'message', text: 'Are you there?', tokens: 7 }];
    expect(shown({ ...aTrace(), parts }, words).parts).toEqual(parts);
  });
});

it('without its text has figures, ids and scores, and not a word of anybody', () => {
  const secret = 'the kettle';
  const trace = withoutText(
    aTrace({
      route: [{ rule: 'mention', matched: true, detail: secret }],
      parts: [{ name: 'message', tokens: 3, text: secret }],
      memories: [{ id: 'one', text: secret, score: 0.5, used: true }],
      lore: [{ id: 'two', title: secret, constant: false, why: secret }],
      params: [
        { name: 'temperature', value: 0.5, from: `person (config “${secret}”)` },
        { name: 'stop', value: [secret], from: 'person', dropped: true },
      ],
      steps: [{ name: 'thinking', changed: true, removed: [secret] }],
      rawAnswer: secret,
      reasoning: secret,
      failure: { kind: 'moderation', message: secret },
    }),
  );
  expect(JSON.stringify(trace)).not.toContain(secret);
  expect(trace).toMatchObject({
    parts: [{ name: 'message', tokens: 3 }],
    memories: [{ id: 'one', score: 0.5, used: true }],
    params: [
      { name: 'temperature', value: 0.5, from: 'person' },
      { name: 'stop', value: null, from: 'person', dropped: true },
    ],
    steps: [{ name: 'thinking', changed: true }],
    failure: { kind: 'moderation' },
  });
});
