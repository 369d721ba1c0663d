import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthy, planted } from './planted-imports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const config: IConfiguration = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const rules = (config.forbidden ?? []).map(rule => rule.name ?? 'a rule without a name');
/** Named by the rules, and not all of them installed yet. */
const named = ['archiver', 'discord.js', 'ink', '@inkjs/ui', 'react', 'sqlite-vec'];

describe('the imports of src', () => {
  let result: ICruiseResult;
  beforeAll(async () => void (result = await cruised(root)));

  it('break no rule', () => {
    expect(broken(result)).toEqual([]);
  });

  it('were all looked at', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const looked = result.modules.map(module => module.source).filter(source => source.startsWith('src/'));
    expect(looked.toSorted()).toEqual(
      sources
        .filter(name => /\.tsx?$/.test(name))
        .map(name => `src/${name}`)
        .toSorted(),
    );
  });
});

describe('a rule about imports', () => {
  const trees = { healthy: plant(healthy), planted: plant(Object.assign({}, healthy, ...Object.values(planted))) };
  let violations: readonly Violation[];
  beforeAll(async () => void (violations = broken(await cruised(trees.planted))));
  afterAll(() => Object.values(trees).forEach(tree => rmSync(tree, { recursive: true })));

  it('leaves alone what is allowed', async () => {
    expect(broken(await cruised(trees.healthy))).toEqual([]);
  });

  it('has a file here that breaks it', () => {
    expect(Object.keys(planted).toSorted()).toEqual(rules.toSorted());
  });

  it.each(Object.entries(planted))('%s is the one that notices', (rule, files) => {
    for (const file of Object.keys(files)) {
      const noticed = violations.filter(violation => violation.from.includes(file)).map(violation => violation.rule);
      expect(new Set(noticed), file).toEqual(new Set([rule]));
    }
  });
});

type Violation = { readonly rule: string; readonly from: readonly string[]; readonly to: string };

const broken = (result: ICruiseResult): readonly Violation[] =>
  result.summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    from: [from, ...(cycle ?? []).map(({ name }) => name)],
    to,
  }));

/** Looks at the sources under `folder` as `npm run check` does. */
async function cruised(folder: string): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...options } = config.options ?? {};
  const here = process.cwd();
  try {
    const ruleSet = { forbidden: config.forbidden ?? [] };
    const { output } = await cruise(
      ['src'],
      { ...options, ruleSet, validate: true, baseDir: folder },
      enhancedResolveOptions,
    );
    if (typeof output === 'string') throw new Error(output);
    return output;
  } finally {
    process.chdir(here);
  }
}

/** Writes the files into a fresh folder that has the packages of this one, and empty ones for those not installed. */
function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-imports-'));
  const write = (name: string, content: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  symlinkSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  for (const name of named) {
    if (existsSync(join(root, 'node_modules', name))) continue;
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  for (const [name, content] of Object.entries(files)) write(name, content);
  return folder;
}
