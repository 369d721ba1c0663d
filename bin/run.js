#!/usr/bin/env node
// Any Node from 12 on must be able to read this file, so that an old one can hand over or be told what to install.
import { existsSync, readFileSync, statSync } from 'fs';
import module from 'module';
import { homedir } from 'os';
import { join } from 'path';
import { giveUp, onSupportedNode, write } from './hand-over.js';

process.umask(0o077);
process.on('SIGUSR1', () => {}); // Otherwise Node opens a debugger, to anybody on this machine.

onSupportedNode(() => run(process.argv.slice(2)));

async function run(argv) {
  if (argv.length === 1 && argv[0] === '--version') return showVersion();
  const program = new URL('../dist/commands/_program.js', import.meta.url);
  if (!existsSync(program)) return giveUp('tzurot is not built yet: run `npm run build` in its folder.');
  cacheCompiledCode(argv);
  const { main } = await load(program);
  if (main) await main(argv);
}

/** What oclif would print, without loading oclif. */
function showVersion() {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  write(1, `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`);
}

async function load(program) {
  try {
    return await import(program.href);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    giveUp(`A part of tzurot is missing, run \`npm ci\` in its folder: ${error.message}`);
    return {};
  }
}

/** Keeps what V8 made of the sources, in a home that is set up and this user's own. A dry run writes nothing. */
function cacheCompiledCode(argv) {
  try {
    const home = homeOf(argv);
    const ours = existsSync(join(home, 'home.json')) && statSync(home).uid === process.geteuid();
    if (ours && !argv.includes('--dry-run')) module.enableCompileCache(join(home, 'cache', 'compile'));
  } catch {
    // It would only have made the start quicker.
  }
}

function homeOf(argv) {
  const at = argv.findIndex(word => word === '--home' || word.startsWith('--home='));
  const named = at < 0 ? process.env.TZUROT_HOME : argv[at].slice('--home='.length) || argv[at + 1];
  return named || join(userData(), 'tzurot');
}

function userData() {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}
