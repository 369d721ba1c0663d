import type { Button, Parcel } from './parcel.js';
import type { Post, Speaker } from './speech.js';

const buttonsUnder: Readonly<Record<Parcel['kind'], readonly Button[]>> = {
  answer: ['regenerate', 'delete'],
  failure: ['what-happened'],
  greeting: [],
  notice: [],
};

/** The messages that a parcel becomes. What stands under them stands under the last. */
export function postsOf(parcel: Parcel, speaker: Speaker, obeys: string | null): Post[] {
  const { outboxId, venue, chunks, reference, footer, kind } = parcel;
  const last = chunks.length - 1;
  return chunks.map((text, ordinal) => ({
    outboxId,
    ordinal,
    channelId: venue.channelId,
    speaker,
    text,
    footer: ordinal === last ? footer : null,
    buttons: ordinal === last ? buttonsUnder[kind] : [],
    reference,
    obeys,
    inPlaceOf: null,
    mentions: 'none',
  }));
}
