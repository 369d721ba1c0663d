import { z } from 'zod';
import type { Picture } from '../../../../ports/personalities.js';
import { bodyOf } from '../body.js';
import type { Calls } from '../calling/calls.js';
import { failureOf } from '../calling/failure.js';
import type { Way } from './way.js';

/** Discord signs the address of a file for a day. */
const lastsMs = 12 * 3600 * 1000;
const largestBytes = 10 * 1024 * 1024;
const pageSize = 100;
const mostPages = 10;

const messageSchema = z.object({
  id: z.string(),
  content: z.string(),
  attachments: z.array(z.object({ url: z.string() })),
});
type Message = z.infer<typeof messageSchema>;

const labelOf = (sha256: string): string => `avatar ${sha256}`;
const label = /^avatar ([0-9a-f]{64})$/;

type Told = {
  readonly calls: Calls;
  readonly channelId: string;
  readonly picture: (sha256: string) => Promise<Picture | undefined>;
};

/** A channel of the operator's in which pictures hang. Each is found again by what is written over it. */
export function vaultWay({ calls, channelId, picture }: Told): Way {
  const cause = `vault ${channelId}`;
  const route = `/channels/${channelId}/messages` as const;
  const hanging = new Map<string, string>();
  let isListed = false;

  const list = async () => {
    let before: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const query = { limit: pageSize, ...(before !== undefined && { before }) };
      const outcome = await calls.insist({ method: 'GET', route, query, cause });
      if (outcome.kind !== 'answered') throw failureOf(outcome, channelId);
      const messages = z.array(messageSchema).catch([]).parse(outcome.body);
      for (const { id, content } of messages) {
        const sha256 = label.exec(content)?.[1];
        if (sha256 !== undefined && !hanging.has(sha256)) hanging.set(sha256, id);
      }
      before = messages.at(-1)?.id;
      if (messages.length < pageSize) break;
    }
    isListed = true;
  };

  /** The address as Discord signs it now. Undefined when the picture is gone. */
  const addressOf = async (id: string): Promise<string | undefined> => {
    const outcome = await calls.insist({ method: 'GET', route: `${route}/${id}`, cause });
    if (outcome.kind === 'refused' && outcome.status === 404) return undefined;
    if (outcome.kind !== 'answered') throw failureOf(outcome, channelId);
    return addressIn(messageSchema.safeParse(outcome.body).data);
  };

  const upload = async (sha256: string): Promise<string | null> => {
    const image = await picture(sha256);
    if (image === undefined || image.bytes.length > largestBytes) return null;
    const name = `${sha256}.${image.type.split('/')[1] ?? 'png'}`;
    const outcome = await calls.ask({
      method: 'POST',
      route,
      body: bodyOf(labelOf(sha256)),
      files: [{ name, data: image.bytes, type: image.type }],
      cause,
    });
    if (outcome.kind !== 'answered') throw failureOf(outcome, channelId);
    const message = messageSchema.safeParse(outcome.body).data;
    if (message !== undefined) hanging.set(sha256, message.id);
    return addressIn(message) ?? null;
  };

  return {
    name: 'vault',
    lastsMs,
    async urlOf(sha256) {
      if (!isListed) await list();
      const id = hanging.get(sha256);
      return (id === undefined ? undefined : await addressOf(id)) ?? upload(sha256);
    },
  };
}

const addressIn = (message: Message | undefined): string | undefined => message?.attachments[0]?.url;
