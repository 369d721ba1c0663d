import type { Remark } from '../../issue.js';
import { eachWithin, type Cleaned, type SecretRule } from '../../secrets.js';
import { isNothing, textOf } from '../generic/value.js';

const secretName =
  /secret|password|passphrase|mnemonic|credential|cookie|bearer|api_?key|private_?key|access_?key|_key$|token$/i;

/** Empties every text and number below a member whose name says that it is a secret. */
export const emptiedSecrets: SecretRule = { isSecret: name => secretName.test(name), instead: emptied };

function emptied(value: unknown, at: string): Cleaned {
  const isHeld = textOf(value) !== undefined && !isNothing(value);
  return eachWithin(value, at, emptied) ?? (isHeld ? { value: '', secretsAt: [at] } : { value, secretsAt: [] });
}

/** Says that there are secrets, and nothing of what they are. */
export function holdsSecrets([first, ...more]: readonly string[]): Remark[] {
  if (first === undefined) return [];
  const count = more.length === 0 ? 'a secret' : `${more.length + 1} secrets`;
  return [
    {
      severity: 'warn',
      code: 'holds_secrets',
      at: first,
      message: `This file holds ${count}. Nothing of that was taken over, but the archive keeps the file as it is, sealed. Better make new ones where they belong.`,
    },
  ];
}
