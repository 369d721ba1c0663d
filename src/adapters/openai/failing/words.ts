import type { ErrorCode } from '../../../domain/errors.js';
import type { Failure } from '../../../domain/calling/failure.js';

export type Words = { readonly says: string; readonly code: ErrorCode; readonly try?: string };

/** What the operator is told of each kind. */
export const wordsFor: Readonly<Record<Failure, Words>> = {
  authentication: { says: 'does not accept the key', code: 'denied', try: 'doctor' },
  'out-of-credit': { says: 'says the key is out of credit or over its limit', code: 'denied' },
  'too-dear': { says: 'says the key cannot pay for so long an answer; ask for a shorter one or add credit', code: 'denied' },
  'in-flight': { says: 'waits until other requests of this key are paid for; try again in a while', code: 'unavailable' },
  'rate-limit': { says: 'is being asked too often; try again in a while', code: 'unavailable' },
  'free-quota': { says: 'gives no more free answers for now; try again later or choose a model that is paid for', code: 'unavailable' },
  moderation: { says: 'refused the request by its own rules', code: 'denied' },
  'model-missing': { says: 'does not know the model', code: 'invalid', try: 'config explain llm.model' },
  'bad-request': { says: 'did not understand the request', code: 'invalid' },
  'too-long': { says: 'found the prompt too long', code: 'invalid' },
  overloaded: { says: 'has trouble of its own; try again in a while', code: 'unavailable' },
  timeout: { says: 'took too long; try again in a while', code: 'unavailable' },
  network: { says: 'could not be reached; try again in a while', code: 'unavailable' },
  empty: { says: 'answered with nothing; try again', code: 'unavailable' },
  broken: { says: 'failed in the middle of its answer; try again', code: 'unavailable' },
}; // prettier-ignore

/** Of a model that is missing for what was asked of those who run it: their price, or what they do with the data. */
export const nobody: Words = {
  says: 'has nobody who runs the model as it was asked for; ask for less, or choose another',
  code: 'invalid',
  try: 'config explain llm.model',
};
