import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logFiles } from '../../../src/adapters/log/files.js';
import { aFolder, filesIn } from './home.js';

const modeOf = (path: string) => statSync(path).mode & 0o777;

it('makes nothing before the first line', () => {
  const folder = join(aFolder(), 'logs');
  logFiles(folder);
  expect(existsSync(folder)).toBe(false);
});

it('makes folder and file for their owner alone', () => {
  const folder = join(aFolder(), 'logs');
  expect(logFiles(folder).append('one')).toBe(true);
  expect(filesIn(folder)).toEqual({ 'tzurot.log': 'one\n' });
  expect([modeOf(folder), modeOf(join(folder, 'tzurot.log'))]).toEqual([0o700, 0o600]);
});

it('closes a file that was open to others', () => {
  const folder = aFolder();
  writeFileSync(join(folder, 'tzurot.log'), 'old\n');
  chmodSync(join(folder, 'tzurot.log'), 0o644);
  logFiles(folder).append('new');
  expect(modeOf(join(folder, 'tzurot.log'))).toBe(0o600);
});

it('adds to what is there', () => {
  const folder = aFolder();
  logFiles(folder).append('one');
  logFiles(folder).append('two');
  expect(filesIn(folder)).toEqual({ 'tzurot.log': 'one\ntwo\n' });
});

it('begins a new line after one that was cut short by a kill', () => {
  const folder = aFolder();
  const files = logFiles(folder);
  files.append('one');
  appendFileSync(join(folder, 'tzurot.log'), '{"level":"in');
  files.append('two');
  expect(filesIn(folder)).toEqual({ 'tzurot.log': 'one\n{"level":"in\ntwo\n' });
});

describe('when the file is full', () => {
  it('keeps the five newest files, the newest under the plain name', () => {
    const folder = aFolder();
    const files = logFiles(folder, 8);
    for (const line of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) files.append(line);
    expect(filesIn(folder)).toEqual({
      'tzurot.log': 'seven\n',
      'tzurot.log.1': 'six\n',
      'tzurot.log.2': 'five\n',
      'tzurot.log.3': 'four\n',
      'tzurot.log.4': 'three\n',
    });
  });

  it('fills a file up to the limit, and not beyond', () => {
    const folder = aFolder();
    const files = logFiles(folder, 8);
    for (const line of ['one', 'two', '3']) files.append(line);
    expect(filesIn(folder)).toEqual({ 'tzurot.log': '3\n', 'tzurot.log.1': 'one\ntwo\n' });
  });

  it('still writes a line that is larger than a file may be', () => {
    const folder = aFolder();
    const files = logFiles(folder, 8);
    files.append('a very long line');
    files.append('short');
    expect(filesIn(folder)).toEqual({ 'tzurot.log': 'short\n', 'tzurot.log.1': 'a very long line\n' });
  });

  it('goes on with a move that a kill broke off, and loses no file to it', () => {
    const folder = aFolder();
    const files = logFiles(folder, 8);
    for (const line of ['one', 'two', 'three', 'four', 'five']) files.append(line.padEnd(7));
    rmSync(join(folder, 'tzurot.log.4'));
    renameSync(join(folder, 'tzurot.log.3'), join(folder, 'tzurot.log.4'));
    files.append('six');
    expect(Object.values(filesIn(folder)).map(text => text.trim())).toEqual(['six', 'five', 'four', 'three', 'two']);
  });

  it('keeps every line of two programs that write at once', () => {
    const folder = aFolder();
    const [ada, bob] = [logFiles(folder, 100), logFiles(folder, 100)];
    const written = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    written.forEach((line, index) => (index % 2 === 0 ? ada : bob).append(line));
    const kept = Object.values(filesIn(folder)).flatMap(text => text.trim().split('\n'));
    expect(kept.toSorted()).toEqual(written.toSorted());
  });
});

describe('says so, and does not throw, when', () => {
  const whole = (folder: string) => logFiles(folder).append('one');

  it('the folder above is missing', () => {
    expect(whole(join(aFolder(), 'missing', 'logs'))).toBe(false);
  });

  it('the folder is a file', () => {
    const folder = join(aFolder(), 'logs');
    writeFileSync(folder, '');
    expect(whole(folder)).toBe(false);
  });

  it('the file is a folder', () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'tzurot.log'));
    expect(whole(folder)).toBe(false);
  });

  it('the file is a link to somewhere else, which it does not follow', () => {
    const folder = aFolder();
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'precious');
    symlinkSync(elsewhere, join(folder, 'tzurot.log'));
    expect(whole(folder)).toBe(false);
    expect(filesIn(folder).elsewhere).toBe('precious');
  });
});

it('goes on when the folder vanished and came back', () => {
  const home = aFolder();
  const folder = join(home, 'logs');
  const files = logFiles(folder);
  files.append('one');
  renameSync(folder, join(home, 'gone'));
  writeFileSync(folder, '');
  expect(files.append('two')).toBe(false);
  rmSync(folder);
  expect(files.append('three')).toBe(true);
  expect(filesIn(folder)).toEqual({ 'tzurot.log': 'three\n' });
});
