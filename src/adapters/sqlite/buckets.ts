import { and, eq } from 'drizzle-orm';
import { draw, type Bucket, type Drawn } from '../../domain/limits/bucket.js';
import type { Buckets, Claim } from '../../ports/buckets.js';
import type { Database } from './database.js';
import { buckets } from './schema.js';

export function sqliteBuckets({ orm, write }: Database): Buckets {
  const find = ({ kind, subject }: Claim): Bucket | undefined =>
    orm
      .select({ tokens: buckets.tokens, at: buckets.at, toldAt: buckets.toldAt })
      .from(buckets)
      .where(and(eq(buckets.kind, kind), eq(buckets.subject, subject)))
      .get();

  const keep = ({ kind, subject }: Claim, bucket: Bucket) =>
    void orm
      .insert(buckets)
      .values({ kind, subject, ...bucket })
      .onConflictDoUpdate({ target: [buckets.kind, buckets.subject], set: bucket })
      .run();

  return {
    take: (claims, now) =>
      write(() => {
        const drawn = claims.map((claim): readonly [Claim, Drawn] => [claim, draw(find(claim), claim.rate, now)]);
        for (const [claim, each] of drawn) {
          if (each.ok) continue;
          const { freeAt, isFirst, bucket } = each;
          if (isFirst) keep(claim, bucket); // Nothing else has changed: a flood of refusals writes nothing.
          return { ok: false, claim, freeAt, isFirst };
        }
        for (const [claim, { bucket }] of drawn) keep(claim, bucket);
        return { ok: true };
      }),
  };
}
