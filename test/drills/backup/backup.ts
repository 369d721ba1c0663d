import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf, type Shape } from './shape.ts';
import { zipInto } from './zip-into.ts';

type Size = { readonly personalities: number; readonly memories: number };

const shapesOf = ({ personalities }: Size): Shape[] =>
  Array.from({ length: personalities }, (_, index) => shapeOf(index + 1));

type Part = { readonly name: string; pieces(): Iterable<string> };

/** A file of each kind a bot wrote, in a folder for each personality. */
export function backupFolder(folder: string, size: Size): void {
  for (const shape of shapesOf(size)) {
    mkdirSync(join(folder, shape.slug), { recursive: true });
    for (const { name, pieces } of partsOf(shape, size.memories)) {
      const isMetadata = name === 'metadata';
      const file = isMetadata ? '.backup-metadata.json' : `${shape.slug}${name === 'profile' ? '' : `_${name}`}.json`;
      writeInto(join(folder, shape.slug, file), pieces());
    }
  }
}

/** The same, the way it was sent to people: one zip with a folder for each personality. */
export function backupZip(path: string, size: Size): void {
  zipInto(path, entriesOf(size));
}

function* entriesOf(size: Size) {
  for (const shape of shapesOf(size)) {
    for (const { name, pieces } of partsOf(shape, size.memories))
      yield { name: `${shape.slug}/${name}.json`, content: [...pieces()].join('') };
  }
}

/** One personality in one document, however long that is. */
export function exportFile(path: string, memories: number): void {
  const shape = shapeOf(1);
  const { slug, config, stories, personalization } = shape;
  const head = { exportedAt: '2026-04-01T12:00:00.000Z', sourceSlug: slug, config };
  const tail = {
    stories,
    userPersonalization: personalization,
    stats: { memoriesCount: memories, storiesCount: stories.length, pagesTraversed: 1, hasUserPersonalization: true },
  };
  writeInto(path, around(head, 'memories', listOf(shape.memories(memories)), tail));
}

function* around(head: object, name: string, list: Iterable<string>, tail: object): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"${name}":`;
  yield* list;
  yield `,${JSON.stringify(tail).slice(1)}`;
}

function partsOf({ config, stories, personalization, memories }: Shape, count: number): Part[] {
  const whole = (name: string, value: unknown): Part => ({ name, pieces: () => [JSON.stringify(value, null, 2)] });
  return [
    whole('profile', config),
    { name: 'memories', pieces: () => listOf(memories(count)) },
    whole('knowledge', stories),
    whole('user_personalization', personalization),
    whole('metadata', { lastBackup: '2026-04-01T12:00:00.000Z', totalMemories: count, totalKnowledge: stories.length }),
  ];
}

function* listOf(elements: Iterable<object>): Generator<string> {
  let before = '[\n';
  for (const element of elements) {
    yield before + JSON.stringify(element, null, 2);
    before = ',\n';
  }
  yield before === '[\n' ? '[]' : '\n]';
}

const enough = 1024 * 1024;

/** Written piece by piece, so that it may be longer than any text can be. */
function writeInto(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'wx');
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < enough) continue;
    writeSync(file, waiting);
    waiting = '';
  }
  writeSync(file, waiting);
  closeSync(file);
}
