import { describe, expect, it, onTestFinished } from 'vitest';
import type { Doorbell } from '../../src/ports/doorbell.js';

/** Asks for an address as a browser does, and returns the status of the answer. */
export type Visit = (address: string, manner?: { readonly method?: string; readonly host?: string }) => Promise<number>;

const never = new AbortController().signal;

/** What every Doorbell promises. Run it against each adapter, and against the fake. */
export function doorbellContract(open: () => { readonly doorbell: Doorbell; readonly visit: Visit }) {
  const opened = async (path = '/callback/abc') => {
    const { doorbell, visit } = open();
    const door = await doorbell.open(path);
    onTestFinished(door.close);
    return { door, visit };
  };

  describe('keeps the Doorbell contract', () => {
    it('is on this machine, at the path that was asked for', async () => {
      const { door } = await opened();
      expect(door.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback\/abc$/);
    });

    it('lets in who knows the way, and says what they brought', async () => {
      const { door, visit } = await opened();
      expect(await visit(`${door.address}?code=sesame&scope=a%20b`)).toBe(200);
      const query = await door.visitor(never);
      expect([...query]).toEqual([
        ['code', 'sesame'],
        ['scope', 'a b'],
      ]);
    });

    it('knows itself as localhost too', async () => {
      const { door, visit } = await opened();
      const { port } = new URL(door.address);
      expect(await visit(`${door.address}?code=sesame`, { host: `localhost:${port}` })).toBe(200);
    });

    it.each([
      ['asks for another path', (address: string) => [address.replace('abc', 'abd'), {}]],
      ['asks for the root', (address: string) => [new URL('/', address).href, {}]],
      ['asks for more than the path', (address: string) => [`${address}/`, {}]],
      ['comes by another name of the machine', (address: string) => [address, { host: 'evil.example' }]],
      ['comes by the right name and another port', (address: string) => [address, { host: '127.0.0.1:1' }]],
      ['posts', (address: string) => [address, { method: 'POST' }]],
      ['only knocks', (address: string) => [address, { method: 'HEAD' }]],
    ] as const)('finds nothing for somebody who %s, and waits on', async (_, going) => {
      const { door, visit } = await opened();
      const [address, manner] = going(door.address);
      expect(await visit(`${address}?code=forged`, manner)).toBe(404);
      expect(await visit(`${door.address}?code=sesame`)).toBe(200);
      expect((await door.visitor(never)).get('code')).toBe('sesame');
    });

    it('lets in one visitor, and nobody after them', async () => {
      const { door, visit } = await opened();
      await visit(`${door.address}?code=first`);
      expect(await visit(`${door.address}?code=second`)).toBe(404);
      expect((await door.visitor(never)).get('code')).toBe('first');
    });

    it('waits no longer than it is told to', async () => {
      const { door } = await opened();
      const leaving = new AbortController();
      const waiting = door.visitor(leaving.signal);
      leaving.abort(new Error('That is enough.'));
      await expect(waiting).rejects.toThrow('That is enough.');
      await expect(door.visitor(leaving.signal)).rejects.toThrow('That is enough.');
    });

    it('lets in nobody once it is closed', async () => {
      const { door, visit } = await opened();
      await door.close();
      await door.close();
      await expect(visit(door.address)).rejects.toThrow();
    });

    it('opens several doors at once', async () => {
      const { doorbell, visit } = open();
      const [one, two] = [await doorbell.open('/one'), await doorbell.open('/two')];
      onTestFinished(one.close);
      onTestFinished(two.close);
      await visit(`${two.address}?code=2`);
      await visit(`${one.address}?code=1`);
      expect((await one.visitor(never)).get('code')).toBe('1');
      expect((await two.visitor(never)).get('code')).toBe('2');
    });
  });
}
