// Builds what an install of the sources lacks: dist/ and the list of its commands. Without the compiler it does nothing.
import { spawnSync } from 'child_process';
import fs from 'fs';
import { fileURLToPath } from 'url';
import { onSupportedNode } from './hand-over.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = `${root}node_modules/ts7/bin/tsc`;
const draft = `${root}dist.new-${process.pid}`;

if (fs.existsSync(compiler)) onSupportedNode(prepare);

async function prepare() {
  try {
    if (!compile()) return fail('The sources do not compile (above is why); dist/ is as it was.');
    await bundleCommands();
    fs.rmSync(`${root}dist`, { recursive: true, force: true });
    fs.renameSync(draft, `${root}dist`);
    await listCommands();
  } catch (error) {
    fail(`The build did not succeed: ${error.stack}`);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function compile() {
  const argv = [compiler, '-p', 'tsconfig.json', '--noEmitOnError', '--outDir', draft];
  return spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** What was written before modules asks for the parts of Node in a way that modules do not have. */
const requireForOldPackages =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/**
 * Puts the command line into few files: Node needs most of a start for finding and reading hundreds of small ones. What
 * has code of another kind inside, or is loaded only when it is needed, stays a package of its own. There is no `fetch`:
 * nothing of ours uses it, and the layout of the dashboard would load a whole HTTP client to read its own code.
 */
async function bundleCommands() {
  const { build } = await import('esbuild');
  const commands = `${draft}/commands`;
  const files = fs.globSync('**/*.js', { cwd: commands });
  const isEntry = file => file === '_program.js' || !file.split('/').some(part => part.startsWith('_'));
  await build({
    absWorkingDir: root,
    entryPoints: files.filter(isEntry).map(file => `${commands}/${file}`),
    outdir: commands,
    outbase: commands,
    chunkNames: '_chunks/[name]-[hash]',
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    external: [
      '@oclif/core',
      '@oclif/core/*',
      'better-sqlite3',
      'eventsource-parser',
      'gpt-tokenizer',
      'gpt-tokenizer/*',
      'pino',
      'react-devtools-core',
      'undici',
      'yaml',
      'yauzl',
    ],
    banner: { js: requireForOldPackages },
    define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
    logLevel: 'warning',
  });
  for (const file of files) if (!isEntry(file)) fs.rmSync(`${commands}/${file}`);
}

/** With the list, the program finds a command without loading all of them. */
async function listCommands() {
  process.env.NODE_ENV = 'production'; // Otherwise oclif looks for the commands in src/.
  const { Plugin } = await import('@oclif/core');
  const plugin = new Plugin({
    root,
    type: 'core',
    ignoreManifest: true,
    errorOnManifestCreate: true,
    respectNoCacheDefault: true,
  });
  await plugin.load();
  const { commands, version } = plugin.manifest;
  const sorted = Object.fromEntries(Object.entries(commands).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  fs.writeFileSync(`${root}oclif.manifest.json.new`, `${JSON.stringify({ commands: sorted, version }, null, 2)}\n`);
  fs.renameSync(`${root}oclif.manifest.json.new`, `${root}oclif.manifest.json`);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
