import type { FormatName } from './format.js';

/** Where an import stands. Of bytes where it looks and reads, of transactions where it sweeps. */
export type Progress = {
  readonly step: 'looking' | 'bringing' | 'taking-back';
  readonly path: string;
  readonly done: number;
  readonly total: number;
};

/** What is going to be done, once all files were looked at. */
export type Plan = {
  readonly step: 'plan';
  readonly recognised: readonly { readonly format: FormatName; readonly files: number }[];
  readonly leftOut: { readonly refused: number; readonly strays: number; readonly known: number };
  readonly personalities: readonly { readonly name: string; readonly action: 'create' | 'update' | 'skip' }[];
};

/** Whoever wants to know. */
export type Watch = (news: Progress | Plan) => void;
