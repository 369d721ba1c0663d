import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/wallet/secret.js';
import type { Hiding } from '../../src/ports/hiding.js';

export type OpenHiding = () => {
  readonly hiding: Hiding;
  /** What is written down of this text. */
  written(text: string): string;
  /** Lets so many seconds pass. */
  pass(seconds: number): void;
};

const key = 'a key of no shape at all';

/** What every Hiding promises. Run it against each adapter, and against the fake. */
export function hidingContract(open: OpenHiding) {
  describe('keeps the Hiding contract', () => {
    it('leaves alone what nobody hides', () => {
      expect(open().written(`It is ${key}.`)).toBe(`It is ${key}.`);
    });

    it('hides what is in use, for however long', () => {
      const { hiding, written, pass } = open();
      hiding.hide(new Secret(key));
      pass(3600);
      expect(written(`It is ${key}.`)).not.toContain(key);
    });

    it('hides it for a minute after its last use, and then no longer', () => {
      const { hiding, written, pass } = open();
      hiding.hide(new Secret(key))();
      pass(59);
      expect(written(key)).not.toContain(key);
      pass(2);
      expect(written(key)).toBe(key);
    });

    it('waits for the last of several uses', () => {
      const { hiding, written, pass } = open();
      const [first, second] = [hiding.hide(new Secret(key)), hiding.hide(new Secret(key))];
      first();
      pass(120);
      expect(written(key)).not.toContain(key);
      second();
      pass(30);
      hiding.hide(new Secret(key))();
      pass(59);
      expect(written(key)).not.toContain(key);
      pass(2);
      expect(written(key)).toBe(key);
    });

    it('counts a use that is over twice only once', () => {
      const { hiding, written, pass } = open();
      const release = hiding.hide(new Secret(key));
      hiding.hide(new Secret(key));
      release();
      release();
      pass(120);
      expect(written(key)).not.toContain(key);
    });
  });
}
