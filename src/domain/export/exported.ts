import type { Fields } from '../import/formats/cards/values.js';
import type { Personality } from '../personality/personality.js';

export const exportFormats = ['card-v3', 'card-v2', 'lorebook', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Somebody as they leave. */
export type Exported = {
  readonly personality: Personality;
  /** What is written of them. In a picture it stands inside. */
  readonly document: Fields;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Whether the picture is their own. Null: none was asked for. */
  readonly hasOwnPicture: boolean | null;
};
