// Builds what an install of the sources lacks: dist/ and the list of its commands. Without the compiler it does nothing.
import { spawnSync } from 'child_process';
import fs from 'fs';
import { fileURLToPath } from 'url';
import { onSupportedNode } from './hand-over.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = `${root}node_modules/ts7/bin/tsc`;

if (fs.existsSync(compiler)) onSupportedNode(prepare);

async function prepare() {
  fs.rmSync(`${root}dist`, { recursive: true, force: true });
  fs.rmSync(`${root}oclif.manifest.json`, { force: true });
  if (!compile()) return fail('The sources do not compile (above is why), so there is no dist/ now.');
  try {
    await listCommands();
  } catch (error) {
    fail(`The commands in dist/ do not load, so there is no oclif.manifest.json now: ${error.stack}`);
  }
}

function compile() {
  const argv = [compiler, '-p', 'tsconfig.json', '--noEmitOnError'];
  return spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' }).status === 0;
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
