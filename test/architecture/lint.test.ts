import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outward = ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'];
const impure = ['process', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto'];

/** By file, the names that must not be used there. */
const forbidden: Readonly<Record<string, readonly string[]>> = {
  'src/adapters/echo/echo.ts': [...outward, 'globalThis.fetch', 'process.env', 'process.exit'],
  'src/domain/turn/turn.ts': [...outward, ...impure, 'globalThis.process', 'Date.now', 'Math.random', 'chat.post'],
  'src/domain/outbox/actions.ts': [...outward, ...impure, 'Date.now', 'Math.random'],
  'src/config.ts': [...outward, 'process.exit', 'chat.post'],
  'src/commands/_signals.ts': [...outward, 'process.env', 'chat.post'],
  'src/commands/chat.ts': [...outward, 'process.env', 'process.exit', 'chat.post'],
  'test/turn.ts': outward,
  'bin/turn.js': outward,
};

/** By file, the names that may be used there and hardly anywhere else. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/config.ts': ['process.env'],
  'src/commands/_signals.ts': ['process.exit', 'setTimeout'],
  'src/domain/outbox/actions.ts': ['chat.post'],
  'src/adapters/echo/echo.ts': ['setTimeout', 'process.pid', 'Date.now', 'crypto', 'chat.post'],
  'test/turn.ts': ['chat.post', 'process.env', 'process.exit'],
  'bin/turn.js': ['process.env', 'process.exit'],
};

/** By rule, a file that breaks it and nothing else. */
const broken: Readonly<Record<string, readonly [file: string, content: string]>> = {
  'no-debugger': ['src/paused.ts', 'debugger;'],
  'unicorn/no-array-sort': ['src/sorts.ts', 'export const sorted = (a: number[]) => a.sort();'],
  'no-unused-vars': ['src/unused.ts', 'const a = 1; export const b = 2;'],
  'no-restricted-imports': [
    'src/environment.ts',
    `export { env } from 'node:process'; export { exit } from 'process';`,
  ],
  'typescript/no-explicit-any': ['src/any.ts', 'export type A = any;'],
  'typescript/no-non-null-assertion': ['src/surely.ts', 'export const a = (b?: string) => b!.length;'],
  'typescript/consistent-type-imports': ['src/loads.ts', `import { A } from './any.js'; export type B = A;`],
  'typescript/no-import-type-side-effects': ['src/half.ts', `import { type A } from './any.js'; export type B = A;`],
  'import/no-default-export': ['src/default.ts', 'export default 1;'],
  'vitest/valid-expect': [
    'test/vague.test.ts',
    `import { expect, it } from 'vitest'; it('says nothing', () => { expect(1); });`,
  ],
};

const harmless: Readonly<Record<string, string>> = {
  'src/commands/list.ts': 'export default 1;',
  'tool.config.ts': 'export default process.env;',
  'src/ignored.ts': 'export const a = ({ b: _b, ...rest }: { b: 1 }) => rest;',
};

const folder = mkdtempSync(join(tmpdir(), 'tzurot-lint-'));
let found: readonly Finding[];

beforeAll(() => {
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [file, names] of Object.entries(forbidden)) plant(file, uses(file, [...names, ...(allowed[file] ?? [])]));
  for (const [file, content] of Object.values(broken)) plant(file, content);
  for (const [file, content] of Object.entries(harmless)) plant(file, content);
  found = lint();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a lint rule', () => {
  it.each(Object.entries(broken))('%s is the one that notices', (rule, [file]) => {
    const rules = found.filter(finding => finding.file === file).map(finding => finding.rule);
    expect(new Set(rules)).toEqual(new Set([rule]));
  });

  it.each(Object.entries(forbidden))('forbids what does not belong into %s, and nothing else', (file, names) => {
    const lines = found.filter(finding => finding.file === file).map(({ line, rule }) => [line, rule]);
    expect(lines.toSorted()).toEqual(names.map((name, at) => [at + 1, ruleAbout(name)]).toSorted());
  });

  it.each(Object.keys(harmless))('has nothing to say about %s', file => {
    expect(found.filter(finding => finding.file === file)).toEqual([]);
  });

  it('has a file here that breaks it', () => {
    const { rules, overrides } = config.parse(JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')));
    const named = [rules, ...overrides.map(override => override.rules)]
      .flatMap(block => Object.entries(block))
      .filter(([, setting]) => setting !== 'off')
      .map(([rule]) => rule);
    const about = Object.values(forbidden).flat().map(ruleAbout);
    expect(named.filter(rule => !(rule in broken) && !about.includes(rule))).toEqual([]);
  });
});

type Finding = z.infer<typeof report>['diagnostics'][number];

const config = z.object({
  rules: z.record(z.string(), z.unknown()),
  overrides: z.array(z.object({ rules: z.record(z.string(), z.unknown()) })),
});

const report = z.object({
  diagnostics: z.array(
    z
      .object({
        code: z.string(),
        filename: z.string(),
        severity: z.literal('error'),
        labels: z.array(z.object({ span: z.object({ line: z.number() }) })).min(1),
      })
      .transform(({ code, filename, labels }) => ({
        rule: code.replace(/^eslint\((.*)\)$/, '$1').replace(/^(.*)\((.*)\)$/, '$1/$2'),
        file: filename,
        line: labels[0]?.span.line,
      })),
  ),
});

function lint(): readonly Finding[] {
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return report.parse(JSON.parse(stdout)).diagnostics;
}

const ruleAbout = (name: string): string =>
  name.includes('.') && !name.startsWith('globalThis.') ? 'no-restricted-properties' : 'no-restricted-globals';

/** One use a line. */
function uses(file: string, names: readonly string[]): string {
  const chat = file.endsWith('.ts') ? 'chat: Chat' : 'chat';
  const lines = names.map((name, at) => `export const a${at} = (${chat}) => [chat, ${name}];`);
  return [...lines, file.endsWith('.ts') ? 'type Chat = { post(): void };' : ''].join('\n');
}

function plant(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}
