import type { Remark } from '../../issue.js';
import { isMembers, isNothing, membersFrom, pointer, textOf } from '../generic/value.js';

const secretName =
  /secret|password|passphrase|mnemonic|credential|cookie|bearer|api_?key|private_?key|access_?key|_key$|token$/i;

/** A value without the secrets in it, and where they stood. */
export type Cleaned = { readonly value: unknown; readonly secretsAt: readonly string[] };

/** Empties every text and number below a member whose name says that it is a secret. */
export function withoutSecrets(value: unknown, at = '', isSecret = false): Cleaned {
  if (Array.isArray(value)) {
    const elements = value.map((element: unknown, index) => withoutSecrets(element, pointer(at, index), isSecret));
    return { value: elements.map(each => each.value), secretsAt: elements.flatMap(({ secretsAt }) => secretsAt) };
  }
  if (isMembers(value)) {
    const members = Object.entries(value).map(
      ([name, member]) => [name, withoutSecrets(member, pointer(at, name), isSecret || secretName.test(name))] as const,
    );
    return {
      value: membersFrom(members.map(([name, cleaned]) => [name, cleaned.value])),
      secretsAt: members.flatMap(([, { secretsAt }]) => secretsAt),
    };
  }
  const isHeld = isSecret && textOf(value) !== undefined && !isNothing(value);
  return isHeld ? { value: '', secretsAt: [at] } : { value, secretsAt: [] };
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
