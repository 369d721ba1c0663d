import { describe, expect, test } from 'vitest';
import type { Proxied } from '../../src/domain/proxy/proxied.js';
import type { Proxies } from '../../src/ports/proxies.js';

export const hana: Proxied = {
  accountId: '100000000000000001',
  originalId: '200000000000000001',
  memberId: '5f4dcc3b-0000-4000-8000-000000000001',
  name: 'hana',
  displayName: 'Hana 🌸',
};

export const copyId = '300000000000000001';

export type ProxiesWorld = {
  /** One through which ada's account speaks, where `hana` has said the message `copyId`. */
  knowing(): Promise<Proxies>;
  /** One that does not answer. */
  failing(): Promise<Proxies>;
};

/** What every Proxies promises. */
export function proxiesContract(open: ProxiesWorld) {
  describe('keeps the Proxies contract', () => {
    test('knows who speaks through it', async () => {
      const proxies = await open.knowing();
      expect(await proxies.knows(hana.accountId)).toBe(true);
    });

    test.each(['100000000000000002', '', '../x', '__proto__'])('does not know the account %j', async accountId => {
      const proxies = await open.knowing();
      expect(await proxies.knows(accountId)).toBe(false);
    });

    test('says who said a message', async () => {
      const proxies = await open.knowing();
      expect(await proxies.whoSaid(copyId)).toEqual(hana);
    });

    test.each(['300000000000000002', '', '../x', '__proto__'])('does not know of a message %j', async messageId => {
      const proxies = await open.knowing();
      expect(await proxies.whoSaid(messageId)).toBeUndefined();
    });

    test('says that nobody answers', async () => {
      const proxies = await open.failing();
      await expect(proxies.knows(hana.accountId)).rejects.toMatchObject({ name: 'TzurotError', code: 'unavailable' });
      await expect(proxies.whoSaid(copyId)).rejects.toMatchObject({ name: 'TzurotError', code: 'unavailable' });
    });
  });
}
