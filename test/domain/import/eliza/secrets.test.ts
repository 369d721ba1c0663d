import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elizaFormat } from '../../../../src/domain/import/formats/eliza/eliza.js';
import { codesOf, found } from '../generic/reading.js';

const hidden = 'hunter2-hunter2';

const read = (fields: Record<string, unknown>) =>
  found(elizaFormat, { name: 'Lilith', bio: ['An owl.'], topics: [], style: {}, clients: [], ...fields }).discoveries;

describe('a secret in a character file', () => {
  it.each([
    ['in its place', { settings: { secrets: { OPENAI: hidden } } }, '/settings/secrets/OPENAI'],
    ['deep in its place', { settings: { secrets: { a: [{ b: hidden }] } } }, '/settings/secrets/a/0/b'],
    ['beside its place', { settings: { DISCORD_API_TOKEN: hidden } }, '/settings/DISCORD_API_TOKEN'],
    ['under a later name', { secrets: { 'a/b': hidden } }, '/secrets/a~1b'],
    ['in a client', { clientConfig: { twitter: { password: hidden } } }, '/clientConfig/twitter/password'],
    ['in what it knows', { knowledge: [{ content: 'Tea.', apiKey: hidden }] }, '/knowledge/0/apiKey'],
    ['as a number', { settings: { secrets: { PIN: 12345 } } }, '/settings/secrets/PIN'],
  ])('%s is told of, and taken nowhere', (_, fields, at) => {
    const discoveries = read(fields);
    expect(codesOf(discoveries)).toEqual(['holds_secrets']);
    expect(discoveries[0]).toMatchObject({ remarks: [{ severity: 'warn', at }] });
    expect(JSON.stringify(discoveries)).not.toMatch(/hunter2|12345/);
  });

  it.each([
    ['is empty', { settings: { secrets: { OPENAI: '' } } }],
    ['is null', { settings: { secrets: { OPENAI: null } } }],
    ['has nothing', { settings: { secrets: {} } }],
    ['is a limit', { settings: { maxTokens: 400, modelConfig: { max_tokens: '400' } } }],
  ])('that %s is none', (_, fields) => {
    expect(codesOf(read(fields))).toEqual([]);
  });

  it('has a fate like any other field', () => {
    expect(read({ settings: { secrets: { A: hidden }, voice: {} }, secrets: {} })[0]).toMatchObject({
      fates: { archived: ['clients', 'settings.secrets', 'settings.voice', 'secrets'] },
    });
  });

  it('never comes through, wherever else it stands below', () => {
    const deep = fc.letrec(tie => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constant(hidden),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 4 }), tie('tree'), { maxKeys: 3 }),
      ),
    })).tree;
    fc.assert(
      fc.property(deep, secrets => {
        expect(JSON.stringify(read({ settings: { secrets } }))).not.toContain(hidden);
      }),
      { seed: 1815, numRuns: 300 },
    );
  });
});
