// Writes to the file TZUROT_WATCHED, a line each half second: the moment, how long the event loop was held up at most
// meanwhile (ms), and the memory in use (bytes).
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const everyMs = 500;
const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();

setInterval(() => {
  const { user, system } = process.cpuUsage();
  const line = {
    at: Date.now(),
    delayMs: delays.max / 1e6,
    rss: process.memoryUsage.rss(),
    cpuMs: (user + system) / 1000,
  };
  delays.reset();
  appendFileSync(process.env.TZUROT_WATCHED, `${JSON.stringify(line)}\n`);
}, everyMs).unref();
