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

/** People's own keys. An endpoint is part of the place: a key that was proven at one does not open for another. */
export const ownKeyPurpose = 'own-key';

type OwnKey = {
  readonly id: string;
  readonly userId: string;
  readonly provider: string;
  readonly endpoint: string | null;
};

export const ownKeyPlace = ({ id, userId, provider, endpoint }: OwnKey): Place => ({
  table: 'sealed_keys',
  rowId: id,
  ownerId: userId,
  label: endpoint === null ? provider : `${provider} ${endpoint}`,
});
