import { addressBelow } from '../../domain/text/address.js';
import { accepted, answerOf, refusal, understood, type Asked } from '../../domain/wallet/keys/asking.js';
import type { Proof } from '../../domain/wallet/proof.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { Egress } from '../../ports/egress.js';
import { isForManagement, keySchema, proofOf } from './wire.js';

const deadlineMs = 10_000;
const longestAnswerBytes = 64 * 1024;

export const openRouter: Asked = {
  name: 'OpenRouter',
  set: 'wallet set openrouter',
  address: 'config explain openrouter.url',
};

const management = {
  failure: 'authentication',
  says: 'says that this is a management key: it makes and deletes other keys, and no model listens to it. Make an ordinary one',
  denied: true,
} as const;

/** Asks OpenRouter about a key. The list of its models would prove nothing: anybody may read that. */
export const openRouterKeyProbe =
  (egress: Egress, url: string) =>
  async (key: Secret): Promise<Proof> => {
    const answer = await answerOf(openRouter, () =>
      egress.request({
        url: addressBelow(url, 'key'),
        trust: 'operator',
        headers: { accept: 'application/json', authorization: `Bearer ${key.reveal()}` },
        deadlineMs,
        maxBytes: longestAnswerBytes,
      }),
    );
    const { data } = understood(openRouter, accepted(openRouter, answer), keySchema);
    if (isForManagement(data)) throw refusal(openRouter, management, answer.status);
    return proofOf(data);
  };
