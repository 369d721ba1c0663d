import { draw, type Bucket } from '../../src/domain/limits/bucket.js';
import type { Buckets, Claim } from '../../src/ports/buckets.js';

export function fakeBuckets(): Buckets {
  const buckets = new Map<string, Bucket>();
  const nameOf = ({ kind, subject }: Claim) => [kind, subject].join('\0');

  return {
    async take(claims, now) {
      const drawn = claims.map(claim => ({ claim, ...draw(buckets.get(nameOf(claim)), claim.rate, now) }));
      const refused = drawn.find(({ ok }) => !ok);
      for (const { claim, bucket } of refused === undefined ? drawn : [refused]) buckets.set(nameOf(claim), bucket);
      if (refused === undefined || refused.ok) return { ok: true };
      const { claim, freeAt, isFirst } = refused;
      return { ok: false, claim, freeAt, isFirst };
    },
  };
}
