import type { Core } from '../core.ts';
import { invalidForm, missingAccess, tooManyEmojis, unknownEmoji } from '../problems.ts';
import { created, nothing, ok, type Params, type Route } from '../route.ts';
import { textIn } from '../wire.ts';
import type { Emoji } from '../world.ts';

const largest = 256 * 1024;
const most = 2000;
const pattern = '/applications/:application/emojis';

/** The application’s own emojis, whose pictures have a lasting address. */
export const emojiRoutes: readonly Route[] = [
  { method: 'GET', pattern, act: (core, _, params) => ok({ items: [...emojisOf(core, params).values()] }) },
  {
    method: 'POST',
    pattern,
    act: (core, { body }, params) => {
      const emojis = emojisOf(core, params);
      const name = textIn(body, 'name') ?? '';
      if (!/^\w{2,32}$/.test(name))
        throw invalidForm('name', 'BASE_TYPE_BAD_LENGTH', 'Must be between 2 and 32 in length.');
      if ([...emojis.values()].some(each => each.name === name))
        throw invalidForm('name', 'APPLICATION_EMOJI_NAME_ALREADY_TAKEN', 'Emoji name is already taken');
      if (emojis.size >= most) throw tooManyEmojis();
      const picture = pictureIn(textIn(body, 'image') ?? '');
      const emoji: Emoji = {
        id: core.snowflake(),
        name,
        animated: picture.type === 'image/gif',
        available: true,
        managed: false,
        require_colons: true,
        roles: [],
        user: core.world.bot,
      };
      emojis.set(emoji.id, emoji);
      for (const end of ['png', 'webp', 'gif']) core.world.files.set(`/emojis/${emoji.id}.${end}`, picture);
      core.journal.note('emoji', { id: emoji.id, name, change: 'made' });
      return created(emoji);
    },
  },
  {
    method: 'DELETE',
    pattern: `${pattern}/:emoji`,
    act: (core, _, params) => {
      const id = params['emoji'] ?? '';
      if (!emojisOf(core, params).delete(id)) throw unknownEmoji();
      for (const end of ['png', 'webp', 'gif']) core.world.files.delete(`/emojis/${id}.${end}`);
      core.journal.note('emoji', { id, change: 'gone' });
      return nothing;
    },
  },
];

function emojisOf({ world }: Core, { application }: Params): Map<string, Emoji> {
  if (application !== world.application.id) throw missingAccess();
  return world.emojis;
}

/** What it is shows in its first bytes; what the address calls it does not count. */
function pictureIn(uri: string) {
  const bytes = Buffer.from(/^data:[^,]*;base64,(.+)$/s.exec(uri)?.[1] ?? '', 'base64');
  const type = kinds.find(([, magic]) => magic.test(bytes.toString('latin1', 0, 12)))?.[0];
  if (type === undefined) throw invalidForm('image', 'IMAGE_INVALID', 'Invalid image data');
  if (bytes.length > largest)
    throw invalidForm('image', 'BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 256.0 kb.');
  return { type, bytes };
}

const kinds = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF....WEBP/s],
] as const;
