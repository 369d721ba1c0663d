import type { Hiding } from '../../src/ports/hiding.js';

export type FakeHiding = Hiding & {
  /** What is in use at the moment. */
  readonly inUse: readonly string[];
  /** Everything that was ever hidden, in order. */
  readonly hidden: readonly string[];
  written(text: string): string;
  pass(seconds: number): void;
};

type Use = { readonly value: string; endedAt: number | null };

const remembered = 60;

/** Knows what is in use, and what was a minute ago by a clock of its own. */
export function fakeHiding(): FakeHiding {
  const uses: Use[] = [];
  let now = 0;
  const isKnown = ({ endedAt }: Use) => endedAt === null || now - endedAt < remembered;
  return {
    get inUse() {
      return uses.filter(({ endedAt }) => endedAt === null).map(({ value }) => value);
    },
    get hidden() {
      return uses.map(({ value }) => value);
    },
    written: text => uses.filter(isKnown).reduce((rest, { value }) => rest.replaceAll(value, '[secret]'), text),
    pass: seconds => void (now += seconds),
    hide(secret) {
      const use: Use = { value: secret.reveal(), endedAt: null };
      uses.push(use);
      return () => void (use.endedAt ??= now);
    },
  };
}
