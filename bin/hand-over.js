// Any Node from 12 on must be able to read this file, so that an old one can hand over or be told what to install.
import { existsSync, writeSync } from 'fs';
import { constants } from 'os';
import { fileURLToPath } from 'url';

const pinnedNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const advice = 'install one from https://nodejs.org, or run `npm ci` in the folder of tzurot, which brings it';
const marker = 'TZUROT_HANDED_OVER';
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How long a program may take to end by itself once the process that handed over to it is gone. */
const graceMs = 3000;
/** Within this time, a second Ctrl-C is the first one, passed on. */
const echoMs = 300;

/** Runs `work` here if this Node is new enough, and else starts the same command line under the pinned Node. */
export function onSupportedNode(work) {
  const handedOver = process.env[marker] !== undefined;
  delete process.env[marker];
  if (isSupported(process.versions.node)) {
    if (handedOver && process.channel) followParent();
    return work();
  }
  if (handedOver || !existsSync(pinnedNode)) {
    return giveUp(`tzurot needs Node 22.19 or newer, and this is ${process.versions.node}: ${advice}.`);
  }
  return handOver();
}

/** Ends with exit code 6, which says that the machine lacks something, and one sentence about what. */
export function giveUp(sentence) {
  process.exitCode = 6;
  write(2, sentence);
  if (process.argv.includes('--json')) {
    write(1, JSON.stringify({ error: { code: 'unavailable', message: sentence } }));
  }
}

/** Writes a line at once. A reader that is gone is no failure. */
export function write(fd, line) {
  try {
    writeSync(fd, `${line}\n`);
  } catch (error) {
    if (error.code !== 'EPIPE') process.exitCode = 6;
  }
}

function isSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 19);
}

/** The other process has our terminal and gets our signals, from its first moment on, and its end is ours. */
async function handOver() {
  const { spawn } = await import('child_process');
  let child;
  for (const signal of forwarded) process.on(signal, () => child && child.kill(signal));
  try {
    child = spawn(pinnedNode, process.argv.slice(1), {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: Object.assign({}, process.env, { [marker]: '1' }),
    });
  } catch (error) {
    return cannotStart(error);
  }
  child.on('error', cannotStart);
  child.on('exit', endLike);
}

function cannotStart(error) {
  giveUp(`The Node in ${pinnedNode} does not start (${error.message}): run \`npm ci\` again.`);
}

function endLike(code, signal) {
  if (signal === null) process.exit(code);
  for (const name of forwarded) process.removeAllListeners(name);
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}

function followParent() {
  endWithParent();
  hearOnce('SIGINT');
}

/** The channel closes when the parent dies, however it dies. Until then it does not keep this process alive. */
function endWithParent() {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(143), graceMs).unref();
  });
  process.channel.unref();
}

/** A terminal sends Ctrl-C to both processes, and the parent passes it on. Heard twice, it would mean impatience. */
function hearOnce(signal) {
  const emit = process.emit;
  let heardMs = -echoMs;
  process.emit = function (event) {
    if (event !== signal) return emit.apply(process, arguments);
    const isEcho = performance.now() - heardMs < echoMs;
    if (!isEcho) heardMs = performance.now();
    return isEcho || emit.apply(process, arguments);
  };
}
