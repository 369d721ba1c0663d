import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anEmptyPlace, idOf, root } from '../support/run-command.js';

type Manifest = { readonly commands: Readonly<Record<string, { readonly flags: Readonly<Record<string, unknown>> }>> };

/** Whose business a command is. One that is not listed here may not be shipped. */
const commands: Readonly<Record<Who, readonly string[]>> = {
  /** About the home as a whole: whoever may run the program on it. It takes no actor. */
  operator: [
    'completion', 'config path', 'discord register', 'discord setup', 'doctor', 'init', 'key recovery', 'key rotate', 'key status', 'migrate restore', 'migrate status',
    'migrate up', 'migrate verify', 'serve', 'verify',
  ],
  /** About whoever acts, and about nobody else: it takes no other person. */
  oneself: [
    'chat', 'login openrouter', 'wallet list', 'wallet remove', 'wallet set', 'wallet test', 'import', 'import claim', 'import extract', 'import list', 'import quarantine', 'import show', 'import undo',
    'import verify', 'llm-config create', 'llm-config delete', 'llm-config edit', 'llm-config list', 'llm-config show', 'lore list', 'lore show', 'lore test', 'model list', 'model reset', 'model set', 'persona create', 'persona default', 'persona delete',
    'persona edit', 'persona list', 'persona show', 'personality alias add', 'personality alias list',
    'personality alias remove', 'personality avatar remove', 'personality avatar set', 'personality create',
    'personality delete', 'personality edit', 'personality export', 'personality list', 'personality show',
    'route explain', 'trace', 'user forget', 'user list', 'user show', 'user timezone',
  ],
  /** About the home or about somebody, for its owner; about themselves for everybody else. */
  owner: ['admin usage', 'usage budget list', 'usage budget remove', 'usage budget set'],
  /** About whoever acts, or, for the owner of the home alone, about somebody else. */
  anybody: [
    'config explain', 'config get', 'config list', 'config set', 'config unset', 'history', 'memory add',
    'memory delete', 'memory list', 'memory search', 'memory show', 'usage',
  ],
}; // prettier-ignore

type Who = 'operator' | 'oneself' | 'owner' | 'anybody';

/** What a command needs to be called with, besides who acts about whom. */
const needed: Readonly<Record<string, string>> = {
  'config explain': 'history.messages',
  'config get': 'history.messages',
  'config set': 'history.messages 7',
  'config unset': 'history.messages',
  history: 'lilith',
  'memory add': 'lilith text',
  'memory delete': '0123456789abcdef --yes',
  'memory list': 'lilith',
  'memory search': 'lilith text',
  'memory show': '0123456789abcdef',
  'usage budget list': '--for system',
  'usage budget remove': '--for system --period day',
  'usage budget set': '--for system --period day --limit 1',
};

const manifest: Manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'));
const flagsOf = (command: string) => Object.keys(manifest.commands[command.replaceAll(' ', ':')]?.flags ?? {});

it('is settled for every command', () => {
  const all = Object.keys(manifest.commands).map(id => id.replaceAll(':', ' '));
  expect(Object.values(commands).flat().toSorted()).toEqual(all.toSorted());
});

it.each(commands.operator)('nobody acts in: %s', command => {
  expect(flagsOf(command)).not.toContain('as');
  expect(flagsOf(command)).not.toContain('user');
});

it.each(commands.oneself)('nobody else can be named in: %s', command => {
  expect(flagsOf(command)).toContain('as');
  expect(flagsOf(command)).not.toContain('user');
});

describe('somebody who is not the owner', () => {
  it.each(commands.owner)('is denied what is the home’s: %s', async command => {
    const home = anEmptyPlace();
    await home.json(`init --owner ${idOf('ada')}`);
    const line = [command, needed[command]].join(' ');
    expect(await home.failure(`${line} --as ${idOf('mallory')}`)).toMatchObject({ exit: 5, code: 'denied' });
    expect(flagsOf(command)).not.toContain('user');
  });

  it.each(commands.anybody)('is denied what belongs to others: %s', async command => {
    const home = anEmptyPlace();
    await home.json(`init --owner ${idOf('ada')}`);
    await home.json('personality create lilith --name Lilith --set isPublic=true');
    for (const name of ['bob', 'mallory']) await home.json(`persona create ${name} --as ${idOf(name)}`);
    const line = [command, needed[command]].join(' ');
    const denied = await home.failure(`${line} --as ${idOf('mallory')} --user ${idOf('bob')}`);
    expect(denied).toMatchObject({ exit: 5, code: 'denied' });
    const owned = await home.run(`${line} --as ${idOf('ada')} --user ${idOf('bob')}`);
    expect(owned.code).not.toBe(5);
  });
});
