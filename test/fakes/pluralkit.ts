import { fakeProvider, refuses, type Act, type Asked } from './provider.js';

type Member = { readonly uuid: string; readonly name: string; readonly display_name?: string };

type Posted = {
  readonly id: string;
  readonly original: string;
  readonly sender: string;
  /** Null: hidden from others. */
  readonly member: Member | null;
};

export type FakePluralKit = AsyncDisposable & {
  /** The base URL, as an operator would set it. */
  readonly url: string;
  readonly requests: readonly Asked[];
  /** When so many requests have arrived. */
  asked(times: number): Promise<void>;
  /** An account has a system from now on. Of a hidden one it is only said that it is hidden. */
  join(accountId: string, isHidden?: boolean): void;
  /** It knows of a message from now on, by its id and by that of the original. */
  post(posted: Posted): void;
  /** What the next requests meet in place of an answer, one each. */
  meet(...faults: readonly Act[]): void;
};

const error = (code: number, message: string) => ({ message, code });

/** PluralKit on this machine, as anybody may ask it. It does not answer clients that do not say who they are. */
export async function fakePluralKit(): Promise<FakePluralKit> {
  const systems = new Map<string, boolean>();
  const messages = new Map<string, Posted>();
  const faults: Act[] = [];

  const answerTo = ({ method, path, headers }: Asked): Act => {
    if (!headers['user-agent']) return refuses(400, error(0, 'missing user agent'));
    const [, kind, id = ''] = /^\/v1\/(systems|messages)\/([^/?]+)$/.exec(path) ?? [];
    if (method !== 'GET' || kind === undefined) return refuses(404, error(0, 'not found'));
    if (kind === 'systems') return aboutSystem(systems.get(id));
    const posted = messages.get(id);
    return posted === undefined ? refuses(404, error(20_006, 'Message not found.')) : refuses(200, shown(posted));
  };

  const server = await fakeProvider((response, asked) => (faults.shift() ?? answerTo(asked))(response, asked));
  return {
    url: server.url,
    requests: server.requests,
    asked: server.asked,
    join: (accountId, isHidden = false) => void systems.set(accountId, isHidden),
    post(posted) {
      for (const id of [posted.id, posted.original]) messages.set(id, posted);
    },
    meet: (...acts) => void faults.push(...acts),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function aboutSystem(isHidden: boolean | undefined): Act {
  if (isHidden === undefined) return refuses(404, error(20_001, 'System not found.'));
  if (isHidden) return refuses(403, error(30_001, 'Unauthorized to view this system.'));
  return refuses(200, { id: 'abcde', uuid: '0a0a0a0a-0000-4000-8000-000000000000', name: 'The Garden', tag: null });
}

const shown = ({ id, original, sender, member }: Posted) => ({
  timestamp: '2026-11-20T12:00:00.000000Z',
  id,
  original,
  sender,
  channel: '700000000000000001',
  guild: '800000000000000001',
  system: null,
  member: member === null ? null : { id: 'vwxyz', display_name: null, pronouns: null, privacy: null, ...member },
});

/** It was asked too often, and says for how long it wants to be left alone. */
export const tooOften = (retryAfterMs: number): Act =>
  refuses(429, { message: '429: too many requests', retry_after: retryAfterMs, code: 0 });
