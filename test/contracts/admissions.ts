import { describe, expect, it } from 'vitest';
import type { Admissions } from '../../src/ports/admissions.js';

/** Who is blocked, as `target/id`, and who has shown to be of age. */
export type Known = { readonly blocked: readonly string[]; readonly verified: readonly string[] };

const somewhere = { user: '100', guild: '200', channel: '300' } as const;

/** What every Admissions promises. Run it against each adapter, and against the fake. */
export function admissionsContract(open: (known: Known) => Admissions) {
  const blocking = (...blocked: readonly string[]) => open({ blocked, verified: [] });

  describe('keeps the Admissions contract', () => {
    it('keeps nobody out to begin with', async () => {
      expect(await blocking().isBlocked(somewhere)).toBe(false);
    });

    it.each(['user/100', 'guild/200', 'channel/300'])('keeps out what is blocked as %s', async blocked => {
      expect(await blocking(blocked, 'user/101').isBlocked(somewhere)).toBe(true);
    });

    it.each(['user/200', 'guild/100', 'channel/100', 'user/300'])(
      'does not take %s for anything else',
      async blocked => {
        expect(await blocking(blocked).isBlocked(somewhere)).toBe(false);
      },
    );

    it('keeps nobody out of direct messages for a server', async () => {
      const admissions = blocking('guild/200', 'guild/');
      expect(await admissions.isBlocked({ ...somewhere, guild: null })).toBe(false);
    });

    it('keeps a person out of direct messages, too', async () => {
      expect(await blocking('user/100').isBlocked({ ...somewhere, guild: null })).toBe(true);
    });

    it('knows who has shown to be of age', async () => {
      const admissions = open({ blocked: [], verified: ['100'] });
      expect(await admissions.isVerified('100')).toBe(true);
      expect(await admissions.isVerified('101')).toBe(false);
    });
  });
}
