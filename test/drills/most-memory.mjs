// Writes to the file TZUROT_USED how much time its processor took, in milliseconds, and memory it had at most, in KiB.
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage(); // Its `maxRSS` may be that of whoever started it.
  const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  writeFileSync(
    process.env.TZUROT_USED,
    JSON.stringify({ kib: Number(kib), ms: (userCPUTime + systemCPUTime) / 1000 }),
  );
});
