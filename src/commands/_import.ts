import type { App } from '../app.js';
import type { Batch } from '../domain/import/batch.js';
import { isoOf } from '../domain/time.js';
import { handleOf } from '../domain/user/user.js';

/** A batch as the command line shows it. */
export async function shownBatch(app: App, { id, userId, state, request, report, startedAt, finishedAt }: Batch) {
  const owner = await app.user.byId(userId);
  return {
    id,
    state,
    owner: owner === undefined ? null : handleOf(owner),
    paths: request.paths,
    format: request.format,
    into: request.into,
    startedAt: isoOf(startedAt),
    finishedAt: finishedAt === null ? null : isoOf(finishedAt),
    report,
  };
}
