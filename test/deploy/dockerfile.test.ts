import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/run-command.js';

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const instructions = read('Dockerfile')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter(line => /^[A-Z]/.test(line))
  .map(line => {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return { name, rest };
  });
const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
const last = instructions.slice(starts.at(-1));
const the = (name: string) => last.filter(each => each.name === name).map(({ rest }) => rest);

const copied = instructions.filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'));
const sources = copied.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));

it('builds in one image, and runs in another that is slim and of the supported Node', () => {
  expect(starts).toHaveLength(2);
  for (const image of starts) expect(instructions[image]?.rest).toMatch(/^node:24-\w+-slim( AS build)?$/);
});

it('copies only what is there, and what is not left out', () => {
  expect(sources.length).toBeGreaterThan(0);
  const [everything, ...kept] = read('.dockerignore').trim().split('\n');
  expect(everything).toBe('*');
  expect(kept.map(line => line.slice(1)).toSorted()).toEqual(sources.map(name => name.replace(/^\.\//, '')).toSorted());
  for (const name of sources) expect(existsSync(join(root, name)), name).toBe(true);
});

it('brings everything that an installation has', () => {
  const { files } = JSON.parse(read('package.json'));
  const brought = the('COPY').join(' ');
  for (const name of files.filter((each: string) => !/\.md$|LICENSE/.test(each)))
    expect(brought).toContain(`/app/${name}`);
});

it('does not run as root, and says how it is ended', () => {
  expect(the('USER')).toEqual(['node']);
  const at = (name: string) => last.findIndex(each => each.name === name);
  expect(at('USER')).toBeLessThan(at('ENTRYPOINT'));
  expect(the('STOPSIGNAL')).toEqual(['SIGTERM']);
});

it('keeps the home in a volume of the user who runs it', () => {
  const home = /TZUROT_HOME=(\S+)/.exec(the('ENV').join(' '))?.[1];
  expect(the('VOLUME')).toEqual([home]);
  expect(the('RUN').join(' ')).toContain(`-o node -g node -m 700 ${home}`);
});

it('starts the daemon, unless told otherwise, with no way in for a debugger', () => {
  expect(JSON.parse(the('ENTRYPOINT')[0] ?? '')).toEqual(['node', '--disable-sigusr1', 'bin/run.js']);
  expect(JSON.parse(the('CMD')[0] ?? '')).toEqual(['serve']);
});

it('has no secret in it', () => {
  expect(read('Dockerfile')).not.toMatch(/^(?:ARG|ENV).*(?:TOKEN|KEY|SECRET)/m);
});
