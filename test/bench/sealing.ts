import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyringOf } from '../../dist/domain/wallet/keyring.js';
import { masterKeyOf, nonceLength, seal, unseal } from '../../dist/domain/wallet/seal.js';
import type { Bench } from './bench.ts';
import { compare } from './compare.ts';

const repeat = 2000;
const goal = { ratio: 2 };
const floor = 'bare AES-256-GCM';
const cipher = 'aes-256-gcm';
const tagged = { authTagLength: 16 };
const apiKey = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
const purpose = 'apikey';
const place = { table: 'keys', rowId: 'k7wqz0m1n2b3v4c5', ownerId: 'a1s2d3f4g5h6j7k8', label: 'openrouter' };

/** A key sealed and opened in its place, beside the cipher alone. */
export const sealing: Bench = {
  name: 'sealing',
  async run() {
    const key = masterKeyOf(randomBytes(32));
    const keyring = keyringOf(key);
    const envelope = seal(key, purpose, place, apiKey, randomBytes(nonceLength));
    const bare = bareCipher();
    const shut = bare.seal();
    return [
      {
        what: 'a key sealed',
        ...(await compare(() => seal(key, purpose, place, apiKey, randomBytes(nonceLength)), bare.seal, { repeat })),
        floor,
        goal,
      },
      {
        what: 'a key opened',
        ...(await compare(
          () => unseal(keyring, purpose, place, envelope),
          () => bare.unseal(shut),
          { repeat },
        )),
        floor,
        goal,
      },
    ];
  },
};

type Shut = { readonly nonce: Buffer; readonly text: Buffer; readonly tag: Buffer };

function bareCipher() {
  const key = randomBytes(32);
  const data = randomBytes(100);
  return {
    seal(): Shut {
      const nonce = randomBytes(nonceLength);
      const sealingCipher = createCipheriv(cipher, key, nonce, tagged).setAAD(data);
      const text = Buffer.concat([sealingCipher.update(apiKey, 'utf8'), sealingCipher.final()]);
      return { nonce, text, tag: sealingCipher.getAuthTag() };
    },
    unseal({ nonce, text, tag }: Shut): string {
      const opening = createDecipheriv(cipher, key, nonce, tagged).setAAD(data).setAuthTag(tag);
      return opening.update(text, undefined, 'utf8') + opening.final('utf8');
    },
  };
}
