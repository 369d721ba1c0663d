import { z } from 'zod';
import type { Picture } from '../../../../ports/personalities.js';
import type { Calls } from '../calling/calls.js';
import { failureOf } from '../calling/failure.js';
import { byAge } from '../../../../domain/discord/snowflake.js';
import type { Way } from './way.js';

const lastsMs = 24 * 3600 * 1000;
const largestBytes = 256 * 1024;
const mostEmojis = 2000;
const tooManyEmojis = 30008;
const types = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

const emojiSchema = z.object({ id: z.string(), name: z.string() });
const listSchema = z.object({ items: z.array(emojiSchema) });
type Emoji = z.infer<typeof emojiSchema>;

/** An emoji may be called so much by, and no more. */
const nameOf = (sha256: string): string => `t${sha256.slice(0, 31)}`;
const isOurs = ({ name }: Emoji): boolean => /^t[0-9a-f]{31}$/.test(name);

type Told = {
  readonly calls: Calls;
  readonly applicationId: () => string;
  readonly picture: (sha256: string) => Promise<Picture | undefined>;
  readonly cdnUrl: string;
};

/** An emoji of the application is a picture that anybody can see. Discord makes it small by itself. */
export function emojiWay({ calls, applicationId, picture, cdnUrl }: Told): Way {
  const cause = 'emojis';
  const route = () => `/applications/${applicationId()}/emojis` as const;
  const used = new Set<string>();
  const ids = new Map<string, Emoji>();
  let isListed = false;

  const list = async () => {
    const outcome = await calls.insist({ method: 'GET', route: route(), cause });
    if (outcome.kind !== 'answered') throw failureOf(outcome, null);
    ids.clear();
    for (const emoji of listSchema.catch({ items: [] }).parse(outcome.body).items) ids.set(emoji.name, emoji);
    isListed = true;
  };

  /** Takes away the oldest of ours that nobody has used since the start. */
  const makeRoom = async () => {
    const [oldest] = [...ids.values()]
      .filter(emoji => isOurs(emoji) && !used.has(emoji.name))
      .toSorted((a, b) => byAge(a.id, b.id));
    if (oldest === undefined) return false;
    const outcome = await calls.insist({ method: 'DELETE', route: `${route()}/${oldest.id}`, cause });
    ids.delete(oldest.name);
    return outcome.kind === 'answered';
  };

  const upload = async (name: string, { type, bytes }: Picture): Promise<Emoji | null> => {
    const image = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
    const outcome = await calls.ask({ method: 'POST', route: route(), body: { name, image }, cause });
    if (outcome.kind === 'refused' && outcome.code === tooManyEmojis) isListed = false;
    if (outcome.kind !== 'answered') throw failureOf(outcome, null);
    return emojiSchema.safeParse(outcome.body).data ?? null;
  };

  const put = async (sha256: string): Promise<Emoji | null> => {
    const image = await picture(sha256);
    if (image === undefined || image.bytes.length > largestBytes || !types.has(image.type)) return null;
    if (ids.size >= mostEmojis && !(await makeRoom())) return null;
    return upload(nameOf(sha256), image);
  };

  return {
    name: 'emoji',
    lastsMs,
    async urlOf(sha256) {
      const name = nameOf(sha256);
      if (!isListed) await list();
      used.add(name);
      const emoji = ids.get(name) ?? (await put(sha256));
      if (emoji === null) return null;
      ids.set(name, emoji);
      return `${cdnUrl}/emojis/${emoji.id}.png`;
    },
  };
}
