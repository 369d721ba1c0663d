import { isMembers, membersFrom, pointer } from './formats/generic/value.js';

/** A value without the secrets in it, and where they stood. */
export type Cleaned = { readonly value: unknown; readonly secretsAt: readonly string[] };

/** Which members are secrets, and what stands in the place of one: undefined for nothing at all. */
export type SecretRule = {
  isSecret(name: string): boolean;
  instead(secret: unknown, at: string): Cleaned;
};

/** Looks at every member, however deep. */
export function withoutSecrets(value: unknown, rule: SecretRule, at = ''): Cleaned {
  const cleaned = (child: unknown, place: string) => withoutSecrets(child, rule, place);
  return (
    eachWithin(value, at, (child, place, name) =>
      name !== undefined && rule.isSecret(name) ? rule.instead(child, place) : cleaned(child, place),
    ) ?? { value, secretsAt: [] }
  );
}

type Clean = (child: unknown, at: string, name?: string) => Cleaned;

/** A list or an object with what becomes of each child. Undefined: the value has no children. */
export function eachWithin(value: unknown, at: string, clean: Clean): Cleaned | undefined {
  if (Array.isArray(value)) {
    const elements = value.map((element: unknown, index) => clean(element, pointer(at, index)));
    return { value: elements.map(each => each.value), secretsAt: elements.flatMap(({ secretsAt }) => secretsAt) };
  }
  if (!isMembers(value)) return undefined;
  const members = Object.entries(value).map(
    ([name, member]) => [name, clean(member, pointer(at, name), name)] as const,
  );
  const staying = members.filter(([, cleaned]) => cleaned.value !== undefined);
  return {
    value: membersFrom(staying.map(([name, cleaned]) => [name, cleaned.value])),
    secretsAt: members.flatMap(([, { secretsAt }]) => secretsAt),
  };
}
