import { softly } from '../../around.js';
import type { Incoming } from '../../turn/incoming.js';
import { quoteOf, type OverhearingPorts } from '../../turn/overheard/actions.js';
import type { Reference } from '../../turn/references/reference.js';
import { attachmentLimits, type Attachment } from '../../turn/seeing/attachment.js';
import type { Accepted } from '../accepted.js';
import type { FileReference, Overheard } from '../said.js';
import { kindOf } from '../speaker.js';

/** A message that was taken in, as whoever answers it needs it: with what hangs on it, and what it replies to. */
export async function understood(ports: OverhearingPorts, { said, userId }: Accepted): Promise<Incoming> {
  const { id, text, author, where, saidAt, mentions, mentionsUs, asides } = said;
  const { attachments, missing } = await fetched(ports, said.files);
  return {
    id,
    text,
    author: {
      userId,
      accountId: author.accountId,
      name: author.name,
      kind: kindOf(author),
      ...(author.member !== undefined && { member: author.member }),
    },
    venue: where.venue,
    place: where.names,
    saidAt,
    replyTo: null, // Whom it addresses is decided.
    references: await repliedTo(ports, said.replyTo?.message ?? null),
    mentions,
    attachments,
    asides: [...asides, ...missing],
    roles: where.roles,
    mentionsBot: mentionsUs,
  };
}

async function repliedTo(ports: OverhearingPorts, message: Overheard | null): Promise<Reference[]> {
  return message === null ? [] : [{ ...(await quoteOf(ports, message)), via: 'reply' }];
}

type Fetched = { readonly attachments: readonly Attachment[]; readonly missing: readonly string[] };

async function fetched({ chat, log }: OverhearingPorts, files: readonly FileReference[]): Promise<Fetched> {
  const wanted = files.slice(0, attachmentLimits.files);
  const contents = await Promise.all(wanted.map(file => softly(log, 'Fetching a file', () => chat.contentOf(file))));
  const named = wanted.map(({ name }, index) => ({ name, bytes: contents[index] }));
  return {
    attachments: named.flatMap(({ name, bytes }) => (bytes === undefined ? [] : [{ name, bytes, transcript: null }])),
    missing: named.flatMap(({ name, bytes }) =>
      bytes === undefined ? [`file: ${name}, which could not be fetched`] : [],
    ),
  };
}
