import type { Form, Reply } from '../../src/domain/interaction/asked.js';
import type { Answering } from '../../src/ports/station.js';

/** What was sent back to whoever asked, in order. */
export type Sent =
  | { readonly kind: 'defer'; readonly isPrivate: boolean }
  | { readonly kind: 'reply'; readonly isPrivate: boolean; readonly reply: Reply }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'complete'; readonly choices: readonly { readonly name: string; readonly value: string }[] };

export type FakeAnswering = Answering & { readonly sent: readonly Sent[] };

/** Somebody who waits for an answer. It refuses a second beginning, as Discord does; whoever is late reaches nobody. */
export function fakeAnswering({ isLate = false }: { readonly isLate?: boolean } = {}): FakeAnswering {
  const sent: Sent[] = [];
  const begin = (what: Sent): boolean => {
    if (isLate || sent.length > 0) return false;
    sent.push(what);
    return true;
  };
  return {
    sent,
    defer: async isPrivate => begin({ kind: 'defer', isPrivate }),
    form: async form => begin({ kind: 'form', form }),
    complete: async choices => begin({ kind: 'complete', choices }),
    async reply(reply, isPrivate) {
      const [first] = sent;
      if (isLate || first?.kind === 'form' || first?.kind === 'complete') return false;
      sent.push({ kind: 'reply', isPrivate, reply });
      return true;
    },
  };
}
