import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../../src/adapters/discord/speaking/files.js';
import { fakeEgress } from '../../../fakes/egress.js';

const file = (url: string, bytes = 5) => ({ name: 'lantern.png', url, bytes });
const cdn = 'https://cdn.discordapp.com/a/lantern.png';

describe('what is in a file', () => {
  it('is fetched', async () => {
    const fetch = contentOf(fakeEgress({ [cdn]: { body: 'light' } }), 'https://discord.com/api');
    expect(Buffer.from(await fetch(file(cdn))).toString()).toBe('light');
  });

  it.each([
    ['is gone', { status: 404 }],
    ['is larger than it says', { body: new Uint8Array(10 * 1024 * 1024 + 1) }],
    ['breaks off', { body: 'li', ending: 'hang-up' }],
  ] as const)('is unavailable when it %s', async (_, reply) => {
    await expect(contentOf(fakeEgress({ [cdn]: reply }), 'https://discord.com/api')(file(cdn))).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('is not asked for when it is too large', async () => {
    const egress = fakeEgress({});
    await expect(contentOf(egress, 'https://discord.com/api')(file(cdn, 11 * 1024 * 1024))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(egress.arrived).toEqual([]);
  });

  it('comes from this machine only where Discord does', async () => {
    const home = 'http://127.0.0.1:4000/cdn/a/lantern.png';
    const egress = fakeEgress({ [home]: { body: 'light' } });
    await expect(contentOf(egress, 'https://discord.com/api')(file(home))).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(contentOf(egress, 'http://127.0.0.1:5000/api')(file(home))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(egress.arrived).toEqual([]);
    expect(await contentOf(egress, 'http://127.0.0.1:4000/api')(file(home))).toHaveLength(5);
  });
});
