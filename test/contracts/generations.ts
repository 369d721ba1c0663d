import { describe, expect, test } from 'vitest';
import type { Spent } from '../../src/domain/usage/usage.js';
import { Secret } from '../../src/domain/wallet/secret.js';
import type { Generations } from '../../src/ports/generations.js';
import { aSpent } from '../support/builders.js';

export type GenerationsWorld = {
  /** One whose provider remembers these. */
  knowing(known: Readonly<Record<string, Spent>>): Generations | Promise<Generations>;
  /** One whose provider does not take the key. */
  refusing(): Generations | Promise<Generations>;
  /** One whose provider does not answer. */
  failing(): Generations | Promise<Generations>;
};

const key = new Secret('sk-or-v1-adas-own-key-which-nobody-sees');

const whatItThrew = (generations: Generations) =>
  generations.find('openrouter', 'gen-1', key).then(
    () => 'it threw nothing',
    (error: unknown) => error,
  );

/** What every Generations promises. */
export function generationsContract(open: GenerationsWorld) {
  describe('keeps the Generations contract', () => {
    const spent = aSpent({ costText: '0.25', costNanoUsd: 250_000_000, upstreamNanoUsd: null, estimated: false });

    test('says what a request came to', async () => {
      const generations = await open.knowing({ 'gen-1': spent });
      expect(await generations.find('openrouter', 'gen-1', key)).toEqual(spent);
    });

    test.each(['gen-2', '', '../key', '?id=gen-1', 'gen-1&id=gen-2', '__proto__', 'é 🐝'])(
      'does not know %j',
      async id => {
        const generations = await open.knowing({ 'gen-1': spent });
        expect(await generations.find('openrouter', id, key)).toBeUndefined();
      },
    );

    test('knows nothing of what another provider did', async () => {
      const generations = await open.knowing({ 'gen-1': spent });
      expect(await generations.find('openai-compatible', 'gen-1', key)).toBeUndefined();
    });

    test('says that the key is not taken, and not which it was', async () => {
      const error = await whatItThrew(await open.refusing());
      expect(error).toMatchObject({ name: 'TzurotError', code: 'denied' });
      expect(String(error)).not.toContain(key.reveal());
    });

    test('says that nobody answers, and not for which key', async () => {
      const error = await whatItThrew(await open.failing());
      expect(error).toMatchObject({ name: 'TzurotError', code: 'unavailable' });
      expect(String(error)).not.toContain(key.reveal());
    });
  });
}
