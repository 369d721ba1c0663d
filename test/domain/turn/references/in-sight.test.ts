import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../src/domain/conversation/line.js';
import { outOfSight } from '../../../../src/domain/turn/references/in-sight.js';
import type { Reference } from '../../../../src/domain/turn/references/reference.js';
import { aLine, aQuote, noon } from '../../../support/builders.js';
import { microsPerDay } from '../../../../src/domain/time.js';

const reference = (fields: Partial<Reference> = {}): Reference => ({ ...aQuote(), via: 'link', ...fields });
const lilith = { kind: 'personality', id: 'lilith', name: 'Lilith' } as const;
const channelId = aQuote().channelId;

const left = (references: readonly Reference[], history: readonly Line[] = [], here = channelId) =>
  outOfSight(references, {
    message: { saidAt: noon },
    venue: { channelId: here },
    history,
    lineIdOf: id => `line-${id}`,
  });

describe('what a message refers to', () => {
  it('is told once, however often it is referred to, as it was first', () => {
    const reply = reference({ via: 'reply' });
    expect(left([reply, reference(), reference({ id: '2' })])).toEqual([reply, reference({ id: '2' })]);
  });

  it('is not told where the line still stands in the history, whatever became of it since', () => {
    expect(left([reference({ text: 'edited' })], [aLine({ id: `line-${aQuote().id}` })])).toEqual([]);
  });

  it('is told where only somebody else said the same', () => {
    const same = aLine({ text: aQuote().text, speaker: { kind: 'person', id: 'mallory', name: 'Bob' } });
    expect(left([reference()], [same])).toHaveLength(1);
  });
});

describe('what the personality said itself', () => {
  const long = aLine({ speaker: lilith, text: 'The tower has no door. The bees are late.' });
  const own = reference({ speaker: lilith });

  it('is not told where it stands in the history, if only as a part of an answer', () => {
    expect(left([own], [long])).toEqual([]);
  });

  it('is told where its few words only happen to stand in something longer', () => {
    const no = reference({ speaker: lilith, text: 'no' });
    expect(left([no], [long])).toEqual([no]);
    expect(left([no], [aLine({ speaker: lilith, text: ' no\n' })])).toEqual([]);
  });

  it('is told where it was said in another channel', () => {
    expect(left([own], [long], 'elsewhere')).toEqual([own]);
  });

  it('is told where it was said a day ago', () => {
    const old = { ...own, saidAt: noon - microsPerDay };
    expect(left([old], [long])).toEqual([old]);
    expect(left([{ ...own, saidAt: noon - microsPerDay + 1 }], [long])).toEqual([]);
  });

  it('is told where it has left the history', () => {
    expect(left([own], [])).toEqual([own]);
  });

  it('is told where it has no words to be known by', () => {
    expect(left([reference({ speaker: lilith, text: ' ' })], [long])).toHaveLength(1);
  });
});
