import type { Hiding } from '../../ports/hiding.js';
import type { Redactor } from './redact.js';

/** Does something later, unless the program has ended by then. */
export type Later = (ms: number, work: () => void) => void;

const rememberedMs = 60_000;

/** Keeps what is in use out of everything that these redactors see. They forget it a minute after its last use. */
export function hidingFrom(redactors: readonly Redactor[], later: Later = whileRunning): Hiding {
  return {
    hide(secret) {
      for (const each of redactors) each.remember(secret.reveal());
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        later(rememberedMs, () => {
          for (const each of redactors) each.forget(secret.reveal());
        });
      };
    },
  };
}

const whileRunning: Later = (ms, work) => void setTimeout(work, ms).unref();
