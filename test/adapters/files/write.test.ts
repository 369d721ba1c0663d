import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeToOthers, openToOthers } from '../../../src/adapters/files/permissions.js';
import { createFile, isDraft, makeFolder, replaceFile } from '../../../src/adapters/files/write.js';
import { aFolder } from './folder.js';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

const withNothingHeldBack = (work: () => void): void => {
  const before = process.umask(0);
  try {
    work();
  } finally {
    process.umask(before);
  }
};

describe('a file', () => {
  it('is created for its owner alone, and leaves no draft behind', () => {
    const folder = aFolder();
    withNothingHeldBack(() => expect(createFile(join(folder, 'letter.txt'), 'Dear Bob')).toBe(true));
    expect(readFileSync(join(folder, 'letter.txt'), 'utf8')).toBe('Dear Bob');
    expect(modeOf(join(folder, 'letter.txt'))).toBe('600');
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  it('that is there is not created again, and left as it is', () => {
    const folder = aFolder();
    createFile(join(folder, 'letter.txt'), 'Dear Bob');
    expect(createFile(join(folder, 'letter.txt'), 'Dear Mallory')).toBe(false);
    expect(readFileSync(join(folder, 'letter.txt'), 'utf8')).toBe('Dear Bob');
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  it('is not created through a link that leads elsewhere', () => {
    const folder = aFolder();
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'letter.txt'));
    expect(createFile(join(folder, 'letter.txt'), 'Dear Bob')).toBe(false);
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  it('is replaced as a whole, for its owner alone', () => {
    const folder = aFolder();
    const path = join(folder, 'letter.txt');
    writeFileSync(path, 'Dear Bob', { mode: 0o644 });
    withNothingHeldBack(() => replaceFile(path, 'Dear Ada'));
    expect(readFileSync(path, 'utf8')).toBe('Dear Ada');
    expect(modeOf(path)).toBe('600');
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  it('that cannot be put in its place stays as it was', () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'letter.txt', 'deep'), { recursive: true });
    expect(() => replaceFile(join(folder, 'letter.txt'), 'Dear Ada')).toThrow();
    expect(statSync(join(folder, 'letter.txt', 'deep')).isDirectory()).toBe(true);
  });
});

it('folders are made for their owner alone, and one that is there stays', () => {
  const folder = aFolder();
  withNothingHeldBack(() => makeFolder(join(folder, 'one', 'two')));
  expect([modeOf(join(folder, 'one')), modeOf(join(folder, 'one', 'two'))]).toEqual(['700', '700']);
  chmodSync(join(folder, 'one'), 0o750);
  makeFolder(join(folder, 'one'));
  expect(modeOf(join(folder, 'one'))).toBe('750');
});

it.each([
  ['.tzurot-123.draft', true],
  ['.tzurot-.draft', true],
  ['tzurot-123.draft', false],
  ['.tzurot-123', false],
  ['letter.draft', false],
])('knows a draft by its name: %s', (name, draft) => {
  expect(isDraft(name)).toBe(draft);
});

describe('what others may read', () => {
  it('is found however deep it lies, and closed', () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
    const paths = ['deep', 'deep/deeper', 'deep/deeper/letter.txt', 'closed.txt'].map(name => join(folder, name));
    for (const path of paths.slice(2)) writeFileSync(path, 'Dear Bob');
    [0o700, 0o750, 0o604, 0o600].forEach((mode, index) => chmodSync(paths[index] ?? '', mode));
    expect(openToOthers(folder)).toEqual(paths.slice(1, 3));
    closeToOthers(openToOthers(folder));
    expect(openToOthers(folder)).toEqual([]);
    expect(paths.map(modeOf)).toEqual(['700', '700', '600', '600']);
  });

  it('is the folder itself too', () => {
    const folder = aFolder();
    chmodSync(folder, 0o755);
    expect(openToOthers(folder)).toEqual([folder]);
  });

  it('is never what lies behind a link', () => {
    const [folder, elsewhere] = [aFolder(), aFolder()];
    writeFileSync(join(elsewhere, 'letter.txt'), 'Dear Bob');
    chmodSync(join(elsewhere, 'letter.txt'), 0o644);
    symlinkSync(elsewhere, join(folder, 'link'));
    symlinkSync(join(elsewhere, 'letter.txt'), join(folder, 'letter.txt'));
    expect(openToOthers(folder)).toEqual([]);
    expect(modeOf(join(elsewhere, 'letter.txt'))).toBe('644');
  });
});
