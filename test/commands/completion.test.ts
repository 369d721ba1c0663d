import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anEmptyPlace } from '../support/run-command.js';

/** The script for a shell, in a file. */
const aScript = async (shell: string) => {
  const home = anEmptyPlace();
  const { code, stdout, stderr } = await home.run(`completion ${shell}`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const file = join(home.folder, 'completion');
  writeFileSync(file, stdout);
  return { file, stdout };
};

const bash = (...argv: readonly string[]) =>
  spawnSync('bash', ['--norc', '--noprofile', ...argv], { encoding: 'utf8' });

/** What bash offers after a command line, of which the last word is being typed. */
async function offers(typed: string): Promise<string[]> {
  const { file } = await aScript('bash');
  const words = typed.split(' ').map(word => `'${word}'`);
  const asked = `source "$0"; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _tzurot; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = bash('-c', asked, file);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter(word => word !== '');
}

describe('in bash', () => {
  it('is a script that bash can read', async () => {
    const { file } = await aScript('bash');
    expect(bash('-n', file)).toMatchObject({ status: 0, stderr: '' });
    expect(bash('-c', 'source "$0" && complete -p tzurot', file).stdout).toBe('complete -F _tzurot tzurot\n');
  });

  it.each([
    ['tzurot per', ['persona', 'personality']],
    ['tzurot personali', ['personality']],
    ['tzurot import q', ['quarantine']],
    ['tzurot personality ', ['alias', 'avatar', 'create', 'delete', 'edit', 'export', 'list', 'show']],
    ['tzurot personality alias a', ['add']],
    ['tzurot personality create lilith --na', ['--name']],
    ['tzurot memory search lilith bees --ex', ['--explain']],
    ['tzurot chat --d', ['--demo']],
    ['tzurot chat --as 1 --d', ['--demo']],
    ['tzurot nonsense', []],
  ])('offers after “%s” %o', async (typed, words) => {
    expect(await offers(typed)).toEqual(words);
  });

  it('offers every command, and the flags that all of them have', async () => {
    expect(await offers('tzurot ')).toEqual(
      expect.arrayContaining(['chat', 'doctor', 'init', 'memory', 'personality']),
    );
    expect(await offers('tzurot doctor --')).toEqual(['--fix', '--home', '--json', '--no-color', '--offline']);
  });
});

it.each([
  ['zsh', /^#compdef tzurot\n/],
  ['fish', /^complete -c tzurot -f -n '__fish_use_subcommand' -a 'chat' -d '/m],
])('there is a script for %s too', async (shell, beginning) => {
  expect((await aScript(shell)).stdout).toMatch(beginning);
});

it('the script for fish keeps its quotes together', async () => {
  const { stdout } = await aScript('fish');
  for (const line of stdout.trim().split('\n')) expect(line.match(/'/g)?.length).toSatisfy(count => count % 2 === 0);
});

it('is told to a script of another kind', async () => {
  const home = anEmptyPlace();
  const { stdout } = await home.run('completion bash');
  expect(await home.json('completion bash')).toEqual({ shell: 'bash', script: stdout.trimEnd() });
});

it('knows which shells there are', async () => {
  expect(await anEmptyPlace().failure('completion tcsh')).toMatchObject({
    exit: 2,
    message: expect.stringContaining('bash, zsh, fish'),
  });
});
