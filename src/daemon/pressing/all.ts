import type { Button } from '../../domain/outbox/parcel.js';
import { takeBack } from './delete.js';
import type { Pressing } from './pressing.js';
import { regenerate } from './regenerate.js';
import { whatHappened } from './what-happened.js';

/** What each button under an answer, or under a failure, does. */
export const pressings: Readonly<Record<Button, Pressing>> = {
  regenerate,
  delete: takeBack,
  'what-happened': whatHappened,
};
