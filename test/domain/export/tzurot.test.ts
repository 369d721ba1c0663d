import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownDocument } from '../../../src/domain/export/json.js';
import { tzurotFormat } from '../../../src/domain/export/tzurot-format.js';
import { spelled } from '../../../src/domain/json/exact.js';
import { aLoreEntry, aPersonality } from '../../support/builders.js';
import { ofKind, readFile, recognise, remarksIn, tools } from '../import/cards/reader.js';

const format = tzurotFormat(tools);
const personality = aPersonality({
  aliases: ['Lil', 'The Night'],
  errorMessage: 'Silence.',
  birthday: { year: null, month: 2, day: 29 },
  prompt: { character: 'A night spirit.', tone: 'wry' },
  manner: { tags: ['night'], isAdult: false },
  voice: { id: 'v', model: null, stability: 0, similarity: null, style: 0.5, frequency: null },
  llm: {
    provider: null,
    model: 'some/model',
    fallbackModel: null,
    params: { temperature: 0, top_p: 0.5 },
    limits: { memoryEnabled: false, memoryMax: 0, recallTurns: 0, roles: 7 },
  },
  source: { format: 'card', foreignId: 'lilith/ada', batch: 'b' },
});
const lore = [aLoreEntry({ rules: { position: 'depth', depth: 3, book: { name: 'Night' } } })];
const written = spelled(ownDocument({ personality, lore, original: '{"name":"Lilith"}' }), 2);
const read = (text: string) => readFile(format, 'lilith.json', text);
const changed = (change: (document: ReturnType<typeof JSON.parse>) => void) => {
  const document = JSON.parse(written);
  change(document);
  return read(JSON.stringify(document));
};

describe('our own document', () => {
  it('comes back with everything that is for a file to say', () => {
    const { name, displayName, errorMessage, birthday, prompt, manner, voice, llm } = personality;
    const { provider: _, ...model } = llm;
    const [found] = ofKind(read(written), 'personalities');
    expect(found?.sketch).toEqual({ name, displayName, errorMessage, birthday, prompt, manner, voice, llm: model });
    expect(found?.subject).toEqual({ foreignId: 'lilith', slug: 'lilith' });
    expect(found?.fates.archived).toEqual(['origin', 'personality.isPublic', 'personality.isStateless']);
    expect(remarksIn(read(written))).toEqual([]);
  });

  it('comes back with its aliases and its lore', () => {
    const found = read(written);
    expect(ofKind(found, 'aliases').map(({ display, at }) => [display, at])).toEqual([
      ['Lil', '/personality/aliases/0'],
      ['The Night', '/personality/aliases/1'],
    ]);
    const [{ id: foreignId, personalityId: _, ...entry } = aLoreEntry()] = lore;
    expect(ofKind(found, 'lore')).toMatchObject([{ foreignId, ...entry, subject: { foreignId: 'lilith' } }]);
  });

  it('keeps the document somebody came from', () => {
    expect(JSON.parse(written).origin).toEqual({
      format: 'card',
      foreignId: 'lilith/ada',
      document: '{"name":"Lilith"}',
    });
  });

  it('is recognised by what it says it is', () => {
    expect(recognise(format, 'a.json', '{"format":"tzurot","version":1}')).toBeUndefined();
    expect(recognise(format, 'a.json', '{"format":"other","personality":{}}')).toBeUndefined();
  });

  it('loses only the field that does not fit', () => {
    const found = changed(document => {
      document.personality.birthday = { month: 13 };
      document.personality.extra = 1;
    });
    const [personalityFound] = ofKind(found, 'personalities');
    expect(personalityFound?.sketch).not.toHaveProperty('birthday');
    expect(personalityFound?.sketch.prompt).toEqual(personality.prompt);
    expect(personalityFound?.fates.quarantined).toEqual(['personality.birthday']);
    expect(personalityFound?.fates.archived).toContain('personality.extra');
    expect(remarksIn(found)).toEqual(['odd_value /personality/birthday']);
  });

  it('loses only the parameters that do not fit, and says of each why', () => {
    const found = changed(document => {
      document.personality.llm.params = { topP: 0.2, temperature: 9, 'a/mood': 1, reasoning: { effort: 'low' } };
    });
    const [personalityFound] = ofKind(found, 'personalities');
    expect(personalityFound?.sketch.llm).toMatchObject({
      model: 'some/model',
      params: { top_p: 0.2, reasoning: { effort: 'low' } },
    });
    expect(remarksIn(found)).toEqual([
      'odd_parameter /personality/llm/params/temperature',
      'odd_parameter /personality/llm/params/a~1mood',
    ]);
  });

  it('sets aside an alias and an entry that are none', () => {
    const found = changed(document => {
      document.personality.aliases.push(7);
      document.lore.push({ title: 'x' });
    });
    expect(remarksIn(found)).toEqual(['quarantined: not_an_alias', 'quarantined: not_an_entry']);
  });

  it('is read without a fall, whatever stands in it', () => {
    const fields = fc.dictionary(
      fc.constantFrom('id', 'slug', 'aliases', 'name', 'prompt', 'manner', 'llm', 'voice', 'birthday'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fields, fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), (fieldsOf, entries) => {
        const found = read(JSON.stringify({ format: 'tzurot', personality: fieldsOf, lore: entries }));
        expect(ofKind(found, 'personalities')).toHaveLength(1);
        expect(ofKind(found, 'lore')).toHaveLength(Array.isArray(entries) ? entries.length : 0);
      }),
      { numRuns: 300 },
    );
  });
});
