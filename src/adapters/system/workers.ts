import { readFileSync } from 'node:fs';
import type { Workers } from '../../ports/workers.js';

/** A process by its number and, since numbers come again, by when it began, where the system tells that. */
export function systemWorkers(): Workers {
  const own = `${process.pid}:${beginningOf(process.pid)}`;
  return {
    self: () => own,
    isAlive: worker => {
      const [pid = '', beginning] = worker.split(':');
      return isRunning(Number(pid)) && beginningOf(Number(pid)) === beginning;
    },
  };
}

const afterName = /\) (.*)$/s;
const startField = 19; // Of what follows the name, which may itself hold spaces and parentheses.

function beginningOf(pid: number): string {
  try {
    const fields = afterName.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]?.split(' ');
    return fields?.[startField] ?? '';
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
