import type { Place } from './seal.js';

/** What things are sealed for. A key derived for one purpose opens nothing of another. */
export const tracePurpose = 'trace';

export const tracePlace = (reference: string, userId: string): Place => ({
  table: 'traces',
  rowId: reference,
  ownerId: userId,
  label: 'trace',
});
