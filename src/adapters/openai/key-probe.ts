import * as z from 'zod';
import { addressBelow } from '../../domain/text/address.js';
import { accepted, answerOf, understood, type Asked } from '../../domain/wallet/keys/asking.js';
import type { Proof } from '../../domain/wallet/proof.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { Egress } from '../../ports/egress.js';

const deadlineMs = 10_000;
const longestAnswerBytes = 32 * 1024 * 1024;

/** A list of models, which is null where there are none. */
const modelsSchema = z.object({ data: z.array(z.unknown()).nullable() });

/** Asks an endpoint for its models. That proves that it answers, and not that a key is good. */
export const openAiKeyProbe =
  (egress: Egress, url: string) =>
  async (key: Secret): Promise<Proof> => {
    const { host } = new URL(url);
    const asked: Asked = {
      name: `the endpoint ${host}`,
      set: 'wallet set openai-compatible',
      address: 'config explain llm.url',
    };
    const answer = await answerOf(asked, () =>
      egress.request({
        url: addressBelow(url, 'models'),
        trust: 'operator',
        headers: { accept: 'application/json', authorization: `Bearer ${key.reveal()}` },
        deadlineMs,
        maxBytes: longestAnswerBytes,
      }),
    );
    understood(asked, accepted(asked, answer), modelsSchema);
    return { provider: 'openai-compatible', proves: 'endpoint', limits: null, remarks: [remarkOn(host)] };
  };

const remarkOn = (host: string) =>
  `Something answers at ${host}. Whether the key is good it did not say: many endpoints tell anybody which models they have.`;
