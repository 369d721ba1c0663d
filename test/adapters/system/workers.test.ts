import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { systemWorkers } from '../../../src/adapters/system/workers.js';
import { workersContract } from '../../contracts/workers.js';

const source = new URL('../../../src/adapters/system/workers.ts', import.meta.url).href;
const program = `import { systemWorkers } from ${JSON.stringify(source)};
process.stdout.write(systemWorkers().self());
process.stdin.resume().on('end', () => process.exit());`;

/** Another process, which tells its name and then waits. */
async function start() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [name] = await once(child.stdout, 'data');
  return {
    name: String(name),
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

workersContract(() => ({ workers: systemWorkers(), start }));

it.runIf(existsSync('/proc/self/stat'))('does not take somebody for one who had the same number before', () => {
  const workers = systemWorkers();
  const [pid] = workers.self().split(':');
  expect(workers.isAlive(`${pid}:1`)).toBe(false);
  expect(workers.isAlive(String(pid))).toBe(false);
});
