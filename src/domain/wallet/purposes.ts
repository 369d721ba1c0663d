import type { Place } from './seal.js';

/** What things are sealed for. A key derived for one purpose opens nothing of another. */
export const tracePurpose = 'trace';

export const tracePlace = (reference: string, userId: string): Place => ({
  table: 'traces',
  rowId: reference,
  ownerId: userId,
  label: 'trace',
});

/** The keys of archives are sealed themselves, one for each person who imports. */
export const archiveKeyPurpose = 'archive-key';

export const archiveKeyPlace = (id: string, userId: string): Place => ({
  table: 'import_keys',
  rowId: id,
  ownerId: userId,
  label: 'archive',
});
