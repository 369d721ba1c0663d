import { harmless } from '../domain/text/harmless.js';
import { stopped } from './_signals.js';

const clear = '\r\u001b[2K';

/** A line on a person's terminal that says what is under way; whoever reports to it is stopped there when asked to end. */
export function stepLine(isShown: boolean): { say(what: string): void; end(): void } {
  const isDrawn = isShown && process.stderr.isTTY === true;
  const write = (text: string) => void (isDrawn && process.stderr.write(`${clear}${text}`));
  return {
    say(what) {
      stopped.throwIfAborted();
      write(harmless(`looking at ${what} …`));
    },
    end: () => write(''),
  };
}
