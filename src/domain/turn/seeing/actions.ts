import type { Clock } from '../../../ports/clock.js';
import type { Descriptions } from '../../../ports/descriptions.js';
import type { Documents } from '../../../ports/documents.js';
import type { Hash } from '../../../ports/hash.js';
import type { Log } from '../../../ports/log.js';
import { softly } from '../../around.js';
import type { SeenPicture } from '../../calling/prompt.js';
import { messageOf, TzurotError } from '../../errors.js';
import { imageOf } from '../../png/image.js';
import { beginningOf } from '../../text/beginning.js';
import { oneLine } from '../mentions.js';
import { attachmentLimits, type Attachment } from './attachment.js';
import { documentOf, documentRoom } from './documents.js';
import { kindOf, textIn } from './kind.js';
import type { Eyes } from './eyes.js';
import type { Shown } from './shown.js';

export type SeeingPorts = {
  readonly descriptions: Descriptions;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly log: Log;
};

type Looking = {
  readonly userId: string;
  /** Whether the model that answers takes pictures. */
  readonly sees: boolean;
  /** Null where no model was named that sees. */
  readonly eyes: Eyes | null;
  readonly contextTokens: number;
};

/** Looks at what came with a message. Nothing of it fails the turn: what cannot be read is said to be so. */
export async function look(ports: SeeingPorts, attachments: readonly Attachment[], looking: Looking): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const attachment of attachments.slice(0, attachmentLimits.files)) {
    shown.push(await lookAt(ports, attachment, looking, shown));
  }
  return shown;
}

async function lookAt(
  ports: SeeingPorts,
  attachment: Attachment,
  looking: Looking,
  before: readonly Shown[],
): Promise<Shown> {
  const { bytes, transcript } = attachment;
  const name = beginningOf(oneLine(attachment.name), 100);
  if (bytes.length > attachmentLimits.bytes) return { kind: 'unread', name, why: 'It is too large.' };
  const room = roomAfter(before, looking.contextTokens);
  switch (transcript === null ? kindOf(bytes) : 'audio') {
    case 'picture':
      return picture(ports, { name, bytes }, looking, before);
    case 'audio':
      return { kind: 'audio', name, transcript };
    case 'text':
      return documentOf(name, textIn(bytes) ?? '', room);
    case 'pdf':
      return pdf(ports, { name, bytes }, room);
    case 'unknown':
      return { kind: 'unread', name, why: 'It is of a kind that you cannot read.' };
  }
}

type File = { readonly name: string; readonly bytes: Uint8Array };

async function pdf({ documents, log }: SeeingPorts, { name, bytes }: File, room: number): Promise<Shown> {
  try {
    return documentOf(name, await documents.textOfPdf(bytes), room);
  } catch (error) {
    log.warn('A document was not read', { error });
    return { kind: 'unread', name, why: error instanceof TzurotError ? messageOf(error) : 'It could not be read.' };
  }
}

async function picture(
  ports: SeeingPorts,
  { name, bytes }: File,
  looking: Looking,
  before: readonly Shown[],
): Promise<Shown> {
  const image = imageOf(bytes);
  if ('refused' in image) return { kind: 'unread', name, why: image.refused.message };
  if (before.filter(({ kind }) => kind === 'picture').length >= attachmentLimits.pictures) {
    return { kind: 'unread', name, why: `Only the first ${attachmentLimits.pictures} pictures are looked at.` };
  }
  const seen = { type: image.type, bytes };
  const work = () => described(ports, seen, looking);
  const description = (await softly(ports.log, 'Describing a picture', work)) ?? null;
  return { kind: 'picture', name, seen: looking.sees ? seen : null, description };
}

const longestDescription = 2000; // In characters.

/** What a picture shows. What was described once to a person is not described to them again. */
async function described(
  ports: SeeingPorts,
  seen: SeenPicture,
  { userId, sees, eyes }: Looking,
): Promise<string | null> {
  const sha256 = ports.hash.sha256(seen.bytes);
  const known = await ports.descriptions.find(userId, sha256);
  if (known !== undefined || sees || eyes === null) return known?.text ?? null;
  const { text, model } = await eyes(seen, sha256);
  const words = beginningOf(text.trim(), longestDescription);
  if (words === '') return null;
  await ports.descriptions.put(userId, { sha256, model, text: words, madeAt: ports.clock.now() });
  return words;
}

const roomAfter = (before: readonly Shown[], contextTokens: number): number =>
  before.reduce(
    (room, shown) => (shown.kind === 'document' ? room - shown.text.length : room),
    documentRoom(contextTokens, attachmentLimits.text),
  );
