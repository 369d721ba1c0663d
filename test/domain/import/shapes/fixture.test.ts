import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../../src/domain/import/format.js';
import type { Found, PersonalityFound, Subject } from '../../../../src/domain/import/found.js';
import { discover, fixtureFiles, fixtures, recognise, type File } from './read.js';

const expected = JSON.parse(readFileSync(path.join(fixtures, '../expected.json'), 'utf8'));
const files = fixtureFiles();
const broken = (file: File) => file.path.startsWith('broken/');
const read = files.filter(file => !broken(file)).map(file => ({ file, subject: recognise(file)?.subject ?? null, discoveries: discover(file) })); // prettier-ignore

const byId = new Map(
  Object.entries<{ shapesId?: string }>(expected.personalities).map(([slug, { shapesId }]) => [shapesId, slug]),
);
const slugOf = (subject: Subject | null) => subject?.slug ?? byId.get(subject?.foreignId ?? undefined) ?? '';

type Row = { readonly slug: string; readonly found: Found };

const rows: Row[] = read.flatMap(({ subject, discoveries }) =>
  discoveries.filter(isFound).map(found => ({ slug: slugOf(found.subject ?? subject), found })),
);

function isFound(discovery: Discovery): discovery is Found {
  return discovery.kind !== 'expectation' && discovery.kind !== 'avatar-claim';
}

const isConfig = (found: Found): found is PersonalityFound =>
  found.kind === 'personalities' && found.weight === 'config';
const configOf = (slug: string) => rows.filter(row => row.slug === slug).map(({ found }) => found).find(isConfig); // prettier-ignore
const memoriesOf = (slug: string) => rows.filter(row => row.slug === slug).map(({ found }) => found).filter(found => found.kind === 'memories'); // prettier-ignore

function buckets(memories: readonly Extract<Found, { kind: 'memories' }>[]) {
  const distinct = new Map(memories.map(each => [each.raw.replaceAll(/\s/g, ''), each]));
  const those = (fate?: string) => [...distinct.values()].filter(each => each.aside?.fate === fate).length;
  return { read: memories.length, good: those(), archived: those('archived'), quarantined: those('quarantined'), repeated: memories.length - distinct.size }; // prettier-ignore
}

describe('the ruins of the fixture', () => {
  it('are counted in every kind', () => {
    const counts = Object.keys(expected.totals).map(kind => [
      kind,
      rows.filter(({ found }) => found.kind === kind).length,
    ]);
    const people = new Set(rows.filter(({ found }) => found.kind === 'personalities').map(({ slug }) => slug));
    expect({ ...Object.fromEntries(counts), personalities: people.size }).toEqual(expected.totals);
  });

  it('are all recognised', () => {
    expect(read.filter(({ file }) => recognise(file) === undefined).map(({ file }) => file.path)).toEqual([]);
  });

  it.each(Object.keys(expected.personalities))('give the memories of %s', slug => {
    const { memories } = expected.personalities[slug];
    expect(buckets(memoriesOf(slug))).toEqual({
      read: memories.read,
      good: memories.good,
      archived: memories.deleted,
      quarantined: memories.empty + memories.invalid,
      repeated: memories.repeated,
    });
  });

  it.each(Object.keys(expected.personalities).filter(slug => !expected.personalities[slug].memoryOnly))(
    'give the config of %s',
    slug => {
      const config = configOf(slug);
      const { shapesId, displayName, errorMessage, birthday, model, fallbackModel, temperature, voice } =
        expected.personalities[slug];
      expect(config?.subject).toEqual({ foreignId: shapesId, slug });
      expect(config?.sketch).toMatchObject({
        displayName,
        errorMessage,
        birthday,
        voice,
        llm: { model, fallbackModel },
      });
      expect(config?.sketch.llm?.params?.temperature ?? null).toBe(temperature);
    },
  );

  it('say how many records they hold, also those that a non-owner’s backup lacks', () => {
    const said = read.flatMap(({ discoveries }) => discoveries.filter(each => each.kind === 'expectation'));
    const wrong = said.filter(
      ({ subject, counts }) =>
      Object.entries(counts).some(([kind, count]) => rows.filter(row => row.found.kind === kind && row.slug === slugOf(subject)).length !== count), // prettier-ignore
    );
    expect(said.length).toBeGreaterThan(12);
    expect(wrong.map(({ subject, counts }) => [subject.slug, counts.stories])).toEqual([['jericho-slate', 2]]);
  });

  it('name whose every avatar is', () => {
    const claims = read.flatMap(({ discoveries }) => discoveries.filter(each => each.kind === 'avatar-claim'));
    expect(claims.map(({ subject }) => subject.slug).toSorted()).toEqual(
      Object.keys(expected.personalities).toSorted(),
    );
  });

  it('give every config field exactly one fate', () => {
    for (const found of rows.map(row => row.found).filter(isConfig)) {
      const { mapped, archived, quarantined } = found.fates;
      const all = [...mapped, ...archived, ...quarantined];
      const there = Object.keys(JSON.parse(found.raw));
      const nested = Object.keys(JSON.parse(found.raw).shape_settings).map(key => `shape_settings.${key}`);
      expect(all.toSorted()).toEqual([...there, ...nested].toSorted());
    }
  });

  it('index the alias that two want for one of them', () => {
    const shared = rows.filter(
      ({ found }) => found.kind === 'aliases' && found.display.toLowerCase() === 'the shared name',
    );
    const claimants = shared.map(({ slug, found }) => [slug, found.kind === 'aliases' && found.isIndexed]);
    expect(Object.fromEntries(claimants)).toEqual({ 'dagon-vale': true, 'gideon-finch': false });
  });

  it('are known also where they are cut', () => {
    const roles = files.filter(broken).map(file => [path.posix.basename(file.path), recognise(file)?.role]);
    expect(Object.fromEntries(roles)).toEqual({
      'empty.json': undefined,
      'notes.txt': undefined,
      'truncated-shape.json': 'config',
      'truncated-shape_memories.json': 'memories',
      'zip-slip.zip': undefined,
    });
  });
});
