import type { Micros } from '../domain/time.js';

/** What a picture was said to show, and by which model. */
export type Description = {
  readonly sha256: string;
  readonly model: string;
  readonly text: string;
  readonly madeAt: Micros;
};

/** What pictures show, by what is in them. Each person has their own, which go with them. Each call is atomic. */
export interface Descriptions {
  find(userId: string, sha256: string): Promise<Description | undefined>;
  /** Stores one, in place of an earlier one of the same picture. */
  put(userId: string, description: Description): Promise<void>;
}
