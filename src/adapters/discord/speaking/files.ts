import type { FileReference } from '../../../domain/inbox/said.js';
import { TzurotError } from '../../../domain/errors.js';
import type { Egress, Trust } from '../../../ports/egress.js';

const largestBytes = 10 * 1024 * 1024;
const deadlineMs = 20_000;

/** Fetches what hangs on a message. Only an operator with a Discord of their own may have files at home. */
export const contentOf =
  (egress: Egress, apiUrl: string) =>
  async ({ name, url, bytes }: FileReference): Promise<Uint8Array> => {
    if (bytes > largestBytes) throw lost(name, `it is larger than ${largestBytes / 1024 / 1024} MiB`);
    const response = await egress
      .request({ url, trust: trustIn(url, apiUrl), deadlineMs, maxBytes: largestBytes })
      .catch((cause: unknown) => {
        throw lost(name, 'where it is cannot be reached', cause);
      });
    if (response.status !== 200) {
      response.cancel();
      throw lost(name, `the answer was ${response.status}`);
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of response.body) pieces.push(piece);
    return new Uint8Array(Buffer.concat(pieces));
  };

const lost = (name: string, why: string, cause?: unknown) =>
  new TzurotError('unavailable', `The file ${name} could not be fetched: ${why}.`, { cause });

function trustIn(url: string, apiUrl: string): Trust {
  const ownHost = originOf(apiUrl);
  return ownHost !== 'https://discord.com' && originOf(url) === ownHost ? 'operator' : 'foreign';
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');
