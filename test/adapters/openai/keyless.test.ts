import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyless } from '../../../src/adapters/openai/keyless.js';
import { Secret } from '../../../src/domain/wallet/secret.js';

const key = 'sk-or-v1-0123456789abcdef';

/** What is shown of pieces, and that none of them has the key in it. */
function shownOf(pieces: readonly string[], secret: Secret | null): string {
  const shown: string[] = [];
  const { add, end } = keyless(secret, piece => shown.push(piece));
  for (const piece of pieces) add(piece);
  end();
  return shown.join('');
}

it('takes the key out, wherever it is cut', () => {
  for (let cut = 0; cut <= key.length; cut++)
    expect(shownOf(['It is ', key.slice(0, cut), key.slice(cut), '.'], new Secret(key))).toBe('It is [key].');
  expect(shownOf([...`It is ${key}${key}.`], new Secret(key))).toBe('It is [key][key].');
});

it('leaves everything else, also what begins like the key', () => {
  const pieces = fc.array(fc.constantFrom('s', 'sk-', 'sk-or-v1-0123', 'ada', ' ', '🐝'), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, text => {
      expect(shownOf(text, new Secret(key))).toBe(text.join(''));
      expect(shownOf(text, null)).toBe(text.join(''));
    }),
  );
});
