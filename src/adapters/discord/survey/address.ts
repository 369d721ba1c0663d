import { TzurotError } from '../../../domain/errors.js';
import { addressBelow } from '../../../domain/text/address.js';
import type { Attempt } from '../../../ports/discord-survey.js';
import type { Asking } from './ask.js';

const deadlineMs = 10_000;
const mostBytes = 16 * 1024 * 1024;

/** Asks as Discord would: for a picture, where everybody may ask. */
export async function tryAddress({ egress, signal }: Asking, base: string, sha256: string | null): Promise<Attempt> {
  const url = sha256 === null ? base : addressBelow(base, `avatars/${sha256}`);
  const more = signal !== undefined && { signal };
  try {
    const response = await egress.request({ url, trust: 'foreign', deadlineMs, maxBytes: mostBytes, ...more });
    response.cancel();
    if (sha256 === null) return null;
    const { status, headers } = response;
    if (status === 200 && headers['content-type']?.startsWith('image/') === true) return null;
    return `${url} answers with ${status}, and shows no picture; \`serve\` has to run behind it`;
  } catch (error) {
    if (error instanceof TzurotError && error.code === 'unavailable') return nobody;
    throw error;
  }
}

const nobody = 'nothing answers there; `serve` has to run';
