// Ends its process with SIGKILL right before statement number TZUROT_KILL_AT, and writes all before it to a file.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

const { TZUROT_KILL_AT: at, TZUROT_STATEMENTS: file } = process.env;
let count = 0;

subscribe('tzurot:sqlite:statement', statement => {
  count += 1;
  if (file) appendFileSync(file, `${String(statement).replace(/\s+/g, ' ').trim()}\n`);
  if (count === Number(at)) process.kill(process.pid, 'SIGKILL');
});
