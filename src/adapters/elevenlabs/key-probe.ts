import { addressBelow } from '../../domain/text/address.js';
import { accepted, answerOf, refusal, understood, type Asked } from '../../domain/wallet/keys/asking.js';
import type { Proof } from '../../domain/wallet/proof.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { Egress } from '../../ports/egress.js';
import { reasonOf, remarksOn, subscriptionSchema } from './wire.js';

const deadlineMs = 10_000;
const longestAnswerBytes = 256 * 1024;

const elevenLabs: Asked = {
  name: 'ElevenLabs',
  set: 'wallet set elevenlabs',
  address: 'config explain elevenlabs.url',
};

const refused = {
  failure: 'moderation',
  says: 'refused to answer, and not because of the key. Look into the account there',
} as const;

const mayNotRead = 'The key is good, but it may not read the subscription: what is left of it cannot be told.';

const proofWith = (remarks: readonly string[]): Proof => ({
  provider: 'elevenlabs',
  proves: 'key',
  limits: null,
  remarks,
});

/** Asks ElevenLabs about a key. Of those that it refuses, only one that it calls invalid is no key. */
export const elevenLabsKeyProbe =
  (egress: Egress, url: string) =>
  async (key: Secret): Promise<Proof> => {
    const answer = await answerOf(elevenLabs, () =>
      egress.request({
        url: addressBelow(url, 'v1/user/subscription'),
        trust: 'operator',
        headers: { accept: 'application/json', 'xi-api-key': key.reveal() },
        deadlineMs,
        maxBytes: longestAnswerBytes,
      }),
    );
    const reason = answer.status === 401 || answer.status === 403 ? reasonOf(answer.body) : undefined;
    if (reason === 'missing_permissions') return proofWith([mayNotRead]);
    if (answer.status === 401 && reason !== 'invalid_api_key') throw refusal(elevenLabs, refused, answer.status);
    return proofWith(remarksOn(understood(elevenLabs, accepted(elevenLabs, answer), subscriptionSchema)));
  };
