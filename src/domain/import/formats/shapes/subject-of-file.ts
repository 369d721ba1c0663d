import type { Outline } from '../../format.js';
import type { Subject } from '../../found.js';
import { slugIn, subjectOf } from './subject.js';
import { fieldOf, isFields, wordsOf } from './values.js';

/** Whom a file is about: by what stands in it, else by its path. */
export function subjectOfFile(json: Outline | null, path: Subject | null): Subject | null {
  const foreignId = idIn(json) ?? path?.foreignId ?? null;
  return subjectOf(foreignId, slugIn(slugOf(json)) ?? path?.slug ?? null);
}

function idIn(json: Outline | null): string | null {
  if (json?.root === 'array') return shapeOf(json.first?.value);
  if (json?.root !== 'object') return null;
  const { members } = json;
  const own = isOfOneShape(members) ? wordsOf(members.get('id')?.value) : null;
  const [first] = ['items', 'memories'].map(name => members.get(name)?.value).filter(Array.isArray);
  return own ?? wordsOf(members.get('shape_id')?.value) ?? inConfig(members, 'id') ?? shapeOf(first?.[0]);
}

type Members = Extract<Outline, { root: 'object' }>['members'];

/** A row alone has an id of its own, and names its shape beside it. */
const isOfOneShape = (members: Members) => !members.has('shape_id') && !members.has('config');

function shapeOf(row: unknown): string | null {
  if (!isFields(row)) return null;
  const metadata = fieldOf(row, 'metadata');
  const inner = isFields(metadata) ? wordsOf(fieldOf(metadata, 'shape_id')) : null;
  return wordsOf(fieldOf(row, 'shape_id')) ?? inner;
}

function slugOf(json: Outline | null): string | null {
  if (json?.root !== 'object') return null;
  const named = ['sourceSlug', 'username'].map(name => wordsOf(json.members.get(name)?.value));
  return named.find(each => each !== null) ?? inConfig(json.members, 'username');
}

function inConfig(members: Members, key: string): string | null {
  const config = members.get('config')?.value;
  return isFields(config) ? wordsOf(fieldOf(config, key)) : null;
}
