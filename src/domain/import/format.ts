import type { AvatarClaim, Cutting, Expectation, Found, Subject } from './found.js';

export const formatNames = ['shapes.inc', 'card', 'lorebook', 'sillytavern', 'pluralkit', 'tupperbox', 'eliza', 'tzurot', 'generic'] as const; // prettier-ignore
export type FormatName = (typeof formatNames)[number];

/** Formats that speak of the same characters: a card, its lorebooks, and the chats with it. */
export const familyOf = (format: string): string =>
  format === 'sillytavern' || format === 'lorebook' ? 'card' : format;

/** What can be seen of a JSON document from its beginning. */
export type Outline =
  /** `first`: the first element, when it is whole within what was looked at. */
  | { readonly root: 'array'; readonly first: Cutting | undefined }
  /** The members seen so far, in order. Those too long to be whole have no cutting. */
  | { readonly root: 'object'; readonly members: ReadonlyMap<string, Cutting | undefined> }
  | { readonly root: 'other' };

/** A file before it is read: enough to tell what it is. */
export type Glimpse = {
  /** Relative to what was named, with `/`, also inside a zip (`backup.zip/lilith/profile.json`). */
  readonly path: string;
  readonly bytes: number;
  /** Up to the first 256 KiB. */
  readonly head: Uint8Array;
  /** Null: no JSON, as far as can be seen. A BOM does not matter. */
  readonly json: Outline | null;
  /** The JSON of each of the first lines, when every one of them is a JSON object. */
  readonly lines: readonly Cutting[] | null;
};

export type Discovery = Found | Expectation | AvatarClaim;

type Common = {
  readonly format: FormatName;
  /** What it is, in a word or two for the plan: `memories`, `card`. */
  readonly role: string;
  /** Whom the file is about. Null: nobody in particular, or its records say. */
  readonly subject: Subject | null;
  /**
   * Whether a foreign id is unique in the world, as a uuid is. Otherwise it tells things apart for one importer only.
   */
  readonly isWorldwide: boolean;
};

/**
 * A file of which it is known what it is, and how to read it. Readers are pure, and never throw for anything that stands
 * in a file: what they do not understand they say as a record that is set aside, or as a remark.
 */
export type Recognised = Common &
  (
    | {
        readonly reads: 'json';
        /**
         * Members whose arrays may be long: their elements come one at a time, to `element`. An empty name is the document
         * itself. All the rest comes to `document` at once, without those members.
         */
        readonly streams: readonly string[];
        document?(whole: Cutting): Iterable<Discovery>;
        element?(cutting: Cutting, stream: string, index: number): Iterable<Discovery>;
      }
    | { readonly reads: 'lines'; line(cutting: Cutting, index: number): Iterable<Discovery> }
    | { readonly reads: 'bytes'; document(bytes: Uint8Array): Iterable<Discovery> }
    /** Known, and nothing in it is for us. Kept in the archive. */
    | { readonly reads: 'nothing' }
    /** Holds keys to somebody’s account. Not even kept. */
    | { readonly reads: 'secret' }
  );

/** A service or a program whose files we know. */
export type Format = {
  readonly name: FormatName;
  /** What this file is. Undefined: none of ours. */
  recognise(glimpse: Glimpse): Recognised | undefined;
};

/** What a reader may use of the machine. Both are as good as pure. */
export type Tools = {
  /** Unpacks zlib data; throws when there would be more than `most` bytes of it. */
  inflate(packed: Uint8Array, most: number): Uint8Array;
  /** As 64 hexadecimal digits. */
  sha256(content: string | Uint8Array): string;
};

/** Why a file that should be readable cannot be read. */
export type Refusal = { readonly code: string; readonly message: string; readonly at: string };
