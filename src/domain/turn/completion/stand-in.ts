import type { Failure } from '../../calling/failure.js';

type InsteadOf = { readonly model: string; readonly because: Failure } | null;

/** Says that another model than the one that was wanted has answered. Nothing where the wanted one did. */
export const standInRemarks = (insteadOf: InsteadOf, answered: string): string[] =>
  insteadOf === null ? [] : [`${insteadOf.model} did not answer (${reasons[insteadOf.because]}), so ${answered} did.`];

const reasons: Readonly<Record<Failure, string>> = {
  authentication: 'its key is not accepted',
  'out-of-credit': 'out of credit',
  'too-dear': 'too dear',
  'in-flight': 'too much at once',
  'rate-limit': 'asked too often',
  'free-quota': 'free answers used up',
  moderation: 'refused by its rules',
  'model-missing': 'not known to its provider',
  'bad-request': 'request not understood',
  'too-long': 'too long for it',
  overloaded: 'overloaded',
  timeout: 'too slow',
  network: 'line broken',
  empty: 'said nothing',
  broken: 'broke off',
};
