import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Flags, Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { root, wordsOf } from '../support/run-command.js';

type Listed = {
  readonly summary?: string;
  readonly examples?: readonly string[];
  readonly hidden?: boolean;
  readonly strict?: boolean;
} & Arguments;
type Arguments = {
  readonly args: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly flags: Readonly<
    Record<string, { readonly char?: string; readonly type: string; readonly description?: string }>
  >;
};
type Input = NonNullable<Parameters<typeof Parser.parse>[1]>;

const manifest: { commands: Record<string, Listed> } = JSON.parse(
  readFileSync(join(root, 'oclif.manifest.json'), 'utf8'),
);
const commands = Object.entries(manifest.commands);
const spoken = (id: string) => id.replaceAll(':', ' ');

const bare = (flag: string) => flag.replace(/^-\w\|/, '');

/** `id <args> --flags`, one line for each command. */
const surface = commands
  .map(([id, { args, flags, strict }]) => {
    const named = Object.entries(args).map(([name, { required }]) => (required === true ? `<${name}>` : `[${name}]`));
    const flagged = Object.entries(flags).map(
      ([name, { char, type }]) => `${char === undefined ? '' : `-${char}|`}--${name}${type === 'option' ? '=' : ''}`,
    );
    const others = strict === false ? ['...'] : [];
    return [spoken(id), ...named, ...others, ...flagged.toSorted((a, b) => bare(a).localeCompare(bare(b)))].join(' ');
  })
  .toSorted();

it('the command line is what surface.txt says; a change there is a release note', async () => {
  await expect(`${surface.join('\n')}\n`).toMatchFileSnapshot('surface.txt');
});

describe.each(commands)('%s', (id, { summary, examples = [], flags, args }) => {
  it('says in one sentence what it does, and what each of its flags does', () => {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    for (const flag of Object.values(flags)) expect(flag.description).toMatch(/\.$/);
    expect(args).toBeDefined();
  });

  it('can be called as its examples call it', async () => {
    expect(examples.length).toBeGreaterThan(0);
    const input = inputOf(id);
    for (const example of examples) {
      const line = example.replaceAll('<%= config.bin %>', 'tzurot').replaceAll('<%= command.id %>', spoken(id));
      const [, called = ''] = new RegExp(`\\btzurot ${spoken(id)}\\b([^|)>]*)`).exec(line) ?? [];
      expect(line).toContain(`tzurot ${spoken(id)}`);
      await expect(Parser.parse(wordsOf(called), input), line).resolves.toBeDefined();
    }
  });
});

/** What a command accepts, from its class. */
function inputOf(id: string): Input {
  const file = join(root, 'dist/commands', `${id.replaceAll(':', '/')}.js`);
  const { default: command }: { default: Required<Input> } = createRequire(import.meta.url)(file);
  return {
    args: command.args,
    flags: { ...command.baseFlags, ...command.flags, json: Flags.boolean() },
    strict: command.strict,
  };
}
