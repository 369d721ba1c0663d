import type { Venue } from '../conversation/venue.js';
import type { Memory } from '../memory/memory.js';
import type { LoreEntry } from '../personality/lore.js';
import type { Micros } from '../time.js';
import type { Reason } from './batch.js';
import type { Kind } from './kind.js';

/** Where a record stood, and the fingerprint of its source text. */
export type Stamp = {
  readonly kind: Kind;
  readonly path: string;
  readonly at: string;
  /** 32 hexadecimal digits. The same record of the same personality always has the same ones. */
  readonly fingerprint: string;
};

/** A row that is one of many: written little by little, and there for nobody before its batch is done. */
export type StagedRow =
  | {
      readonly table: 'memories';
      readonly memory: Memory;
      /** Its senders of whom nobody knows yet who they are. */
      readonly strangers: readonly string[];
    }
  | {
      readonly table: 'messages';
      readonly conversation: { readonly id: string; readonly startedAt: Micros };
      readonly venue: Venue;
      readonly message: {
        readonly id: string;
        readonly speaker: 'person' | 'personality';
        readonly userId: string;
        readonly personalityId: string;
        readonly speakerName: string | null;
        readonly text: string;
        readonly saidAt: Micros;
        readonly isDated: boolean;
      };
    }
  | { readonly table: 'lore'; readonly entry: LoreEntry };

/** A record of which there may be a million. */
export type Staged = Stamp & {
  readonly format: string;
  /** Whether it may say anew what another batch said: for what is somebody else's it may not. */
  readonly mayUpdate: boolean;
  readonly fate:
    | { readonly outcome: 'live'; readonly row: StagedRow }
    | { readonly outcome: 'archived' | 'quarantined'; readonly reason: Reason };
};

/** What became of a staged record, and what to say about it. */
export type StagedOutcome = {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'archived' | 'quarantined';
  readonly remark?: 'deleted_here' | 'same_id_twice' | 'not_owner';
};

/** What is kept in a few rows each, and changed as a whole: as plain JSON, null where there is none. */
export const entities = [
  'personality', 'origin', 'persona', 'override', 'activation', 'verification', 'block', 'preference', 'person',
  'memory', 'message', 'lore', 'sender',
] as const; // prettier-ignore
export type Entity = (typeof entities)[number];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value as it shall be from now on. `seen`: what stood there when it was decided; if that has changed, nothing is. */
export type Change = { readonly entity: Entity; readonly id: string; readonly after: Json; readonly seen?: Json };

/** The same with what stood there. */
export type Changed = Change & { readonly before: Json };

/** A record of which there are few, settled with the batch. */
export type Settled = Stamp & {
  readonly outcome: 'created' | 'updated' | 'archived' | 'quarantined';
  readonly target: string | null;
  readonly reason: Reason | null;
};

/** A picture, by its content. */
export type Picture = {
  readonly sha256: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
};
