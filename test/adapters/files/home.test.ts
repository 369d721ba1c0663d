import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertUsable, beginHome, completeHome, homeStateOf } from '../../../src/adapters/files/home.js';
import { aFolder } from './folder.js';

const filesOf = (home: string) => ({ home, marker: join(home, 'home.json'), database: join(home, 'tzurot.db') });

const aHomeWith = (files: Readonly<Record<string, string>>) => {
  const home = filesOf(aFolder());
  for (const [name, content] of Object.entries(files)) writeFileSync(join(home.home, name), content);
  return home;
};

const begun = '{"tzurot":1,"complete":false}';
const complete = '{"tzurot":1,"complete":true}';

describe('a folder', () => {
  it.each([
    ['empty', {}],
    ['empty', { '.tzurot-123.draft': 'half' }],
    ['foreign', { 'letter.txt': 'Dear Bob' }],
    ['foreign', { 'home.json': '{}' }],
    ['foreign', { 'home.json': '{"tzurot":2,"complete":true}' }],
    ['foreign', { 'home.json': 'tzurot' }],
    ['foreign', { 'home.json': '[1]' }],
    ['foreign', { 'tzurot.db': 'somebody’s' }],
    ['half-made', { 'home.json': begun }],
    ['half-made', { 'home.json': begun, 'tzurot.db': 'made' }],
    ['half-made', { 'home.json': '{"tzurot":1}' }],
    ['headless', { 'home.json': complete }],
    ['home', { 'home.json': complete, 'tzurot.db': 'made', 'letter.txt': 'Dear Bob' }],
  ])('is %s with %o in it', (state, files) => {
    expect(homeStateOf(aHomeWith(files))).toBe(state);
  });

  it('that is not there is missing', () => {
    expect(homeStateOf(filesOf(join(aFolder(), 'nowhere', 'deep')))).toBe('missing');
  });

  it('may not be a file', () => {
    const file = join(aFolder(), 'letter.txt');
    writeFileSync(file, 'Dear Bob');
    expect(() => homeStateOf(filesOf(file))).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it.each(['foreign', 'headless'] as const)('that is %s must not be used', state => {
    expect(() => assertUsable(aHomeWith({}), state)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it.each(['missing', 'empty', 'half-made', 'home'] as const)('that is %s may be used', state => {
    expect(() => assertUsable(aHomeWith({}), state)).not.toThrow();
  });
});

describe('a home', () => {
  it('is begun, and then complete', () => {
    const home = filesOf(join(aFolder(), 'deep', 'home'));
    beginHome(home);
    expect(homeStateOf(home)).toBe('half-made');
    completeHome(home);
    expect(homeStateOf(home)).toBe('headless');
    writeFileSync(home.database, 'made');
    expect(homeStateOf(home)).toBe('home');
  });

  it('is its owner’s alone, and so is the folder above that was made for it', () => {
    const before = process.umask(0);
    try {
      const home = filesOf(join(aFolder(), 'deep', 'home'));
      beginHome(home);
      completeHome(home);
      const modes = [dirname(home.home), home.home, home.marker].map(path => (statSync(path).mode & 0o777).toString(8));
      expect(modes).toEqual(['700', '700', '600']);
    } finally {
      process.umask(before);
    }
  });

  it('that is complete is not begun again', () => {
    const home = aHomeWith({ 'home.json': complete });
    beginHome(home);
    expect(readFileSync(home.marker, 'utf8')).toBe(complete);
    expect(readdirSync(home.home)).toEqual(['home.json']);
  });

  it('cannot be made below a file, and the reason is said', () => {
    const file = join(aFolder(), 'letter.txt');
    writeFileSync(file, 'Dear Bob');
    const home = filesOf(join(file, 'home'));
    expect(() => beginHome(home)).toThrow(
      expect.objectContaining({ code: 'unavailable', message: expect.stringContaining(home.home) }),
    );
  });

  it('is made where there is an empty folder', () => {
    const home = filesOf(join(aFolder(), 'home'));
    mkdirSync(home.home);
    beginHome(home);
    expect(existsSync(home.marker)).toBe(true);
  });
});
