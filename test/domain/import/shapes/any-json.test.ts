import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementsOf, membersOf } from '../../../../src/domain/import/formats/shapes/members.js';
import { cuttingOf, discover, fileOf, recognise } from './read.js';

const keys = [
  'id', 'result', 'senders', 'metadata', 'deleted', 'created_at', 'message', 'reply', 'ts', 'content', 'story_type', 'prompt',
  'response', 'messages', 'items', 'training', 'story', 'personalities', 'aliases', 'version', 'profile', 'config', 'mappings',
  'discordId', 'birthday', 'voice_id', 'engine_temperature', 'shape_settings', 'status', 'keywords', 'jailbreak', 'engine_model',
  '__proto__', 'constructor', 'rawJSON', 'a.b', 'users', 'userPersonalization', 'stats', 'memories', '549418956171948978',
]; // prettier-ignore
const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...keys) }, fc.string());
const scalar = fc.oneof(fc.string(), fc.double({ noDefaultInfinity: true, noNaN: true }), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('2024-01-01', '02-29', '1e5', '')); // prettier-ignore
const { json } = fc.letrec<{ json: unknown }>(tie => ({
  json: fc.oneof({ maxDepth: 5 }, scalar, fc.array(tie('json'), { maxLength: 5 }), fc.array(fc.tuple(key, tie('json')), { maxLength: 8 }).map(entries => Object.fromEntries(entries))), // prettier-ignore
}));
const runs = { seed: 1815, numRuns: 400 };

const rowFiles = [
  'l/memories.json',
  'l/chat_history.json',
  'l/knowledge.json',
  'l/training.json',
  'l/user_personalization.json',
];
const otherFiles = [
  'l/l.json', 'l/profile.json', 'l-export.json', 'personalities.json', 'nsfw_verified.json', 'channel_activations.json', 'blacklist.json',
  'releaseNotificationPreferences.json', 'uuid-mappings.json', 'user-mappings.json', 'avatars/metadata.json', '.backup-metadata.json', 'x.json',
]; // prettier-ignore

describe('any JSON', () => {
  it.each(rowFiles)('in %s is as many records as it has elements', path => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 6 }), rows => {
        const found = discover(fileOf(path, rows));
        expect(found).toHaveLength(rows.length);
        expect(found.map(each => 'raw' in each && each.raw)).toEqual(rows.map(row => JSON.stringify(row)));
      }),
      runs,
    );
  });

  it.each(otherFiles)('in %s is read without an error', path => {
    fc.assert(
      fc.property(json, value => {
        const file = fileOf(path, value);
        const places = discover(file).flatMap(each => ('at' in each ? [each.at] : []));
        expect(places.filter(at => at !== '' && !at.startsWith('/'))).toEqual([]);
        expect(recognise(file)?.reads).not.toBe('secret');
      }),
      runs,
    );
  });

  it('gives every field of a config one fate', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, json)), entries => {
        const known = entries.filter(([name]) => !['messages', 'config', 'personalities'].includes(name));
        const fields = { id: 'x', jailbreak: 'x', engine_model: 'y', ...Object.fromEntries(known) };
        const [found] = discover(fileOf('l/l.json', fields));
        const fates = found?.kind === 'personalities' ? Object.values(found.fates) : [];
        const all = fates.flat();
        expect(new Set(all).size).toBe(all.length);
        expect(all).toEqual(expect.arrayContaining(Object.keys(fields)));
      }),
      runs,
    );
  });

  it('is cut into its pieces letter by letter', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2), (value, indent) => {
        const cutting = cuttingOf(JSON.stringify(value, null, indent));
        if (cutting === undefined) return;
        const pieces = [...elementsOf(cutting), ...membersOf(cutting).map(member => member.cutting)];
        for (const { raw, value: each } of pieces) {
          expect(cutting.raw).toContain(raw);
          expect(cuttingOf(raw)?.value).toEqual(each);
        }
      }),
      runs,
    );
  });

  it('keeps the first of two members, and spaces as they are', () => {
    const cutting = cuttingOf('{ "a" : [ 1.50 , {"b":"\\"],}"} ] , "a": 2, "c\\u0064":{} }');
    const members = cutting === undefined ? [] : membersOf(cutting);
    expect(members.map(({ key: name, cutting: { raw } }) => [name, raw])).toEqual([['a', '[ 1.50 , {"b":"\\"],}"} ]'], ['cd', '{}']]); // prettier-ignore
    expect(members.flatMap(member => elementsOf(member.cutting)).map(({ raw }) => raw)).toEqual([
      '1.50',
      '{"b":"\\"],}"}',
    ]);
  });
});
