import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonalityFound, SketchFound } from '../../../../src/domain/import/found.js';
import { importedSchema, type Imported } from '../../../../src/domain/import/imported.js';
import { jsonOf } from '../../../../src/domain/import/json.js';
import {
  drafted,
  fitting,
  newcomer,
  overlaid,
  sketchFrom,
  withExample,
} from '../../../../src/domain/import/settle/draft.js';
import { aConfigFound } from '../../../support/finds.js';

const lilith = newcomer('Lilith', 'lilith', 'ada');

const said = (weight: PersonalityFound['weight'], sketch: SketchFound, isKnown = false) => ({
  found: aConfigFound({ weight, sketch }),
  isKnown,
});

describe('what sources say together', () => {
  it.each<[string, Parameters<typeof sketchFrom>[0], SketchFound]>([
    ['nothing, when nobody says anything', [], {}],
    ['all that one says', [said('config', { name: 'A', errorMessage: null })], { name: 'A', errorMessage: null }],
    [
      'each field as the weightiest says it',
      [said('mention', { name: 'C', displayName: 'C' }), said('state', { name: 'B' }), said('config', { voice: null })],
      { name: 'B', displayName: 'C', voice: null },
    ],
    ['the first of equals', [said('config', { name: 'A' }), said('config', { name: 'B' })], { name: 'A' }],
    ['nothing that was said before', [said('config', { name: 'A' }, true)], {}],
    [
      'nothing new from a lesser one, where the weightier said the same before',
      [said('config', { name: 'A' }, true), said('state', { name: 'B', displayName: 'B' })],
      { displayName: 'B' },
    ],
    [
      'null as something said',
      [said('config', { birthday: null }), said('state', { birthday: { month: 1, day: 2, year: null } })],
      { birthday: null },
    ],
  ])('is %s', (_, sayings, sketch) => expect(sketchFrom(sayings)).toEqual(sketch));
});

describe('somebody as a source has them', () => {
  const before: Imported = {
    ...lilith,
    prompt: { system: 'Be.', character: 'Old.' },
    manner: { dialogues: ['a'], status: 'here' },
    llm: { ...lilith.llm, model: 'old', params: { temperature: 1 }, limits: { historyMessages: 5 } },
    errorMessage: 'Oh.',
    aliases: ['Lil'],
  };

  it.each<[string, SketchFound, object]>([
    ['stays where nothing is said', {}, before],
    ['is called by the name that is said', { name: 'Lil' }, { name: 'Lil', displayName: 'Lil' }],
    ['is shown by the name to be shown', { displayName: 'Lil' }, { name: 'Lil', displayName: 'Lil' }],
    ['has both names, where both are said', { name: 'a', displayName: 'b' }, { name: 'a', displayName: 'b' }],
    ['has the prompt that is said and no other', { prompt: { system: 'New.' } }, { prompt: { system: 'New.' } }],
    [
      'loses what is said to be nothing',
      { errorMessage: null, llm: { model: null } },
      { errorMessage: null, llm: { ...before.llm, model: null } },
    ],
    [
      'keeps its dialogues when its manner is told anew',
      { manner: { status: 'away' } },
      { manner: { status: 'away', dialogues: ['a'] } },
    ],
    [
      'has the parameters that are said and no others',
      { llm: { params: {}, limits: { memoryMax: 0 } } },
      { llm: { ...before.llm, params: {}, limits: { memoryMax: 0 } } },
    ],
  ])('%s', (_, sketch, fields) => expect(overlaid(before, sketch)).toEqual({ ...before, ...fields }));
});

describe('what a source says, over what is here', () => {
  const was = jsonOf(lilith);

  it('is all of a newcomer', () => {
    expect(drafted(null, null, lilith)).toEqual({ value: lilith, kept: [], outcome: 'created' });
  });

  it('is nothing new, when it is as it was', () => {
    expect(drafted(was, was, lilith)).toMatchObject({ kept: [], outcome: 'unchanged' });
  });

  it('is taken where nobody changed anything, and named where somebody did', () => {
    const now = { ...lilith, errorMessage: 'Mine.', isPublic: true };
    const theirs = { ...lilith, errorMessage: 'Theirs.', name: 'Lilith Tzel' };
    expect(drafted(was, jsonOf(now), theirs)).toEqual({
      value: { ...now, name: 'Lilith Tzel' },
      kept: ['errorMessage'],
      outcome: 'updated',
    });
  });

  it('leaves all that was set by hand to somebody who was made here', () => {
    const now = { ...lilith, prompt: { system: 'Mine.' } };
    const theirs = { ...now, displayName: 'Theirs', prompt: { system: 'Theirs.', traits: 'wry' } };
    const { value, kept } = drafted(null, jsonOf(now), theirs);
    expect(value).toMatchObject({ displayName: 'Lilith', prompt: { system: 'Mine.', traits: 'wry' } });
    expect(kept.toSorted()).toEqual(['displayName', 'prompt.system']);
  });

  it('is always somebody who can be', () => {
    const text = fc.constantFrom('a', 'b', 'c');
    const anybody = fc
      .record({
        name: text,
        errorMessage: fc.option(text),
        system: fc.option(text),
        greetings: fc.option(fc.array(text)),
      })
      .map(({ name, errorMessage, system, greetings }): Imported => ({
        ...lilith,
        name,
        errorMessage,
        prompt: system === null ? {} : { system },
        manner: greetings === null ? {} : { greetings },
      }));
    fc.assert(
      fc.property(anybody, anybody, anybody, (written, now, theirs) => {
        const { value, outcome } = drafted(jsonOf(written), jsonOf(now), theirs);
        expect(importedSchema.safeParse(value).success).toBe(true);
        expect(drafted(jsonOf(theirs), jsonOf(value), theirs).outcome).toBe('unchanged');
        expect(jsonOf(outcome === 'unchanged' ? value : now)).toEqual(jsonOf(now));
      }),
    );
  });
});

describe('an example', () => {
  it('is added at the end, once', () => {
    const one = withExample(lilith, 'a');
    const two = withExample(one, 'b');
    expect(two.manner).toEqual({ dialogues: ['a', 'b'] });
    expect(withExample(two, 'a')).toBe(two);
  });
});

describe('what fits', () => {
  const long = 'x'.repeat(100_001);

  it('is somebody who is as they can be', () => {
    expect(fitting(lilith)).toEqual({ value: lilith, misfits: [] });
  });

  it.each<[string, Partial<Imported>, object, string[]]>([
    [
      'a text that is too long',
      { prompt: { system: long, traits: 'wry' } },
      { prompt: { traits: 'wry' } },
      ['prompt.system'],
    ],
    ['an empty text', { manner: { status: '', creator: 'bob' } }, { manner: { creator: 'bob' } }, ['manner.status']],
    [
      'one of a list',
      { manner: { keywords: ['a', '', 'b'] } },
      { manner: { keywords: ['a', 'b'] } },
      ['manner.keywords.1'],
    ],
    [
      'several of a list',
      { manner: { keywords: ['', 'a', '', '', 'b'] } },
      { manner: { keywords: ['a', 'b'] } },
      ['manner.keywords.0', 'manner.keywords.2', 'manner.keywords.3'],
    ],
    ['a message that is too long', { errorMessage: 'x'.repeat(501) }, { errorMessage: null }, ['errorMessage']],
    ['a model of no name', { llm: { ...lilith.llm, model: '' } }, { llm: lilith.llm }, ['llm.model']],
    [
      'a voice of no name',
      { voice: { id: '', model: null, stability: null, similarity: null, style: null, frequency: null } },
      { voice: null },
      ['voice.id'],
    ],
    [
      'a number out of its range',
      { llm: { ...lilith.llm, limits: { historyMessages: 0, memoryMax: 3 } } },
      { llm: { ...lilith.llm, limits: { memoryMax: 3 } } },
      ['llm.limits.historyMessages'],
    ],
    ['a name that is too long', { displayName: 'x'.repeat(201) }, {}, ['displayName']],
    ['a name of several lines', { name: 'a\nb' }, {}, ['name']],
  ])('leaves out, and names, %s', (_, fields, rest, misfits) => {
    const result = fitting({ ...lilith, ...fields });
    expect(result.misfits).toEqual(misfits);
    expect(importedSchema.safeParse(result.value).success).toBe(true);
    expect(result.value).toMatchObject(rest);
  });
});
