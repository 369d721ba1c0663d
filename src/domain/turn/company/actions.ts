import type { Personalities } from '../../../ports/personalities.js';
import type { Users } from '../../../ports/users.js';
import type { Line, Speaker } from '../../conversation/line.js';
import { personaOf } from '../../proxy/member.js';
import type { Incoming } from '../incoming.js';
import { isSame, keyOf, writerOf, type Member } from './member.js';

export type CompanyPorts = { readonly users: Users; readonly personalities: Personalities };

type Talk = {
  readonly message: Pick<Incoming, 'author'>;
  readonly lines: readonly Line[];
  readonly personality: { readonly id: string };
};

/** Who everybody is who spoke or speaks: what they are called now, whatever they were called then. */
export async function directoryOf(
  ports: CompanyPorts,
  { message, lines, personality }: Talk,
): Promise<ReadonlyMap<string, Member>> {
  const { name } = message.author;
  const writer = writerOf(message.author);
  const said = lines.map(({ speaker }) => speaker);
  const before = said.findLast(speaker => isSame(speaker, writer))?.name;
  const speakers: Speaker[] = [...said, { ...writer, name: name ?? before ?? null }];
  const newest = new Map(speakers.map(speaker => [keyOf(speaker), speaker]));
  const members = await Promise.all([...newest].map(async ([key, who]) => [key, await memberOf(ports, who, personality)] as const)); // prettier-ignore
  return new Map(members);
}

async function memberOf(ports: CompanyPorts, speaker: Speaker, personality: { readonly id: string }): Promise<Member> {
  if (speaker.kind === 'personality') {
    const known = await ports.personalities.findById(speaker.id);
    return { kind: 'personality', id: speaker.id, name: known?.displayName ?? speaker.name };
  }
  const { id, name, member } = speaker;
  const [user, own, override] = await Promise.all([
    ports.users.find(id),
    ports.users.personas(id),
    ports.users.override(id, personality.id),
  ]);
  const persona = personaOf(own, { name, member, chosen: override?.personaId });
  return {
    ...writerOf({ userId: id, ...(member !== undefined && { member }) }),
    name: persona?.name ?? name,
    pronouns: persona?.pronouns ?? null,
    about: persona?.about ?? null,
    confided: override?.sidecar ?? null,
    accounts: user?.accounts.map(({ foreignId }) => foreignId) ?? [],
  };
}
