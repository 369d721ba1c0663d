/** What a message mentions by id, with what that is called. */
export type Mentions = {
  readonly people: readonly Named[];
  readonly channels: readonly (Named & { readonly topic: string | null })[];
  readonly roles: readonly Named[];
};

type Named = { readonly id: string; readonly name: string };

/** How many of each kind are named. */
export type MentionLimits = { readonly mentions: number; readonly channels: number; readonly roles: number };

/** No more than may be named. */
export const limited = ({ people, channels, roles }: Mentions, most: MentionLimits): Mentions => ({
  people: people.slice(0, most.mentions),
  channels: channels.slice(0, most.channels),
  roles: roles.slice(0, most.roles),
});

const patterns = /<(@!?|@&|#)(\d{1,20})>/g;

/** A text in which what is mentioned has its name. What nobody knows the name of is called unknown. */
export function readable(text: string, { people, channels, roles }: Mentions): string {
  const names = { '@': namesOf(people), '#': namesOf(channels), '@&': namesOf(roles) };
  return text.replace(patterns, (_, sign: string, id: string) => {
    if (sign === '#') return `#${names['#'].get(id) ?? 'unknown-channel'}`;
    return sign === '@&' ? `@${names['@&'].get(id) ?? 'unknown-role'}` : `@${names['@'].get(id) ?? 'unknown-person'}`;
  });
}

const namesOf = (all: readonly Named[]) => new Map(all.map(({ id, name }) => [id, oneLine(name)]));

/** A name as it stands in the middle of a text. */
export const oneLine = (name: string): string => name.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
