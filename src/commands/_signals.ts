const signals = { SIGINT: 130, SIGTERM: 143 } as const;
/** How long closing may take. */
let patienceMs = 3000;
const cannotWrite = 6;

const stop = new AbortController();

/** Aborted when the program was asked to end. What is under way should stop, and everything be closed. */
export const stopped: AbortSignal = stop.signal;

let endsQuietly = false;

/** For commands that people end by leaving: being asked to stop is then their ordinary end. */
export const endQuietly = (): void => void (endsQuietly = true);

/** For commands that have more to bring to an end than a file to close. */
export const takeTime = (ms: number): void => void (patienceMs = ms);

/** Ends cleanly when asked to, and at once when asked twice or when closing takes too long. A reader who left is no error. */
export function watchSignals(): void {
  for (const [name, code] of Object.entries(signals)) {
    process.on(name, () => {
      process.exitCode = endsQuietly ? 0 : code;
      if (stop.signal.aborted) process.exit();
      stop.abort();
      setTimeout(() => process.exit(), patienceMs).unref();
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      if (stream === process.stdout) process.stderr.write(`The answer could not be written: ${error.message}\n`);
      process.exit(cannotWrite);
    });
  }
}
