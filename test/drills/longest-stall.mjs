// Writes to the file TZUROT_STALL how many milliseconds the program stood still at most, from its first transaction on.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';

const channel = 'tzurot:sqlite:statement';
let longestMs = 0;

subscribe(channel, watch);
process.on('exit', () => writeFileSync(process.env.TZUROT_STALL, longestMs.toFixed(0)));

function watch(statement) {
  if (!String(statement).startsWith('BEGIN')) return;
  unsubscribe(channel, watch);
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
  }, 5).unref();
}
