import { estimateTokens } from '../../src/domain/conversation/tokens.js';
import { companyIn, keyOf, type Member } from '../../src/domain/turn/company/member.js';
import type { Knowledge } from '../../src/domain/turn/composing/knowledge.js';
import { memoryRoom } from '../../src/domain/turn/composing/room.js';
import { namesOf } from '../../src/domain/turn/speaking.js';
import type { Persona } from '../../src/domain/user/user.js';
import { anIncoming, aPersonality, aVenue } from './builders.js';

/** As they are where nobody sets them. */
export const someLimits = { messages: 20, mentions: 10, channels: 5, roles: 5, turns: 3 };

export type Known = Partial<Omit<Knowledge, 'message'>> & {
  readonly message?: Partial<Knowledge['message']>;
  /** Who ada is here, and what she told this personality alone. */
  readonly persona?: Pick<Persona, 'name' | 'pronouns' | 'about'> | null;
  readonly sidecar?: string | null;
  /** Who the others are. Whoever is left out is called as in the history. */
  readonly others?: readonly Member[];
};

export const aMember = (id: string, fields: Partial<Extract<Member, { kind: 'person' }>> = {}): Member => ({
  kind: 'person',
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  pronouns: null,
  about: null,
  confided: null,
  accounts: [],
  ...fields,
});

/** What lilith knows when ada says something to her. Whoever is in sight is worked out. */
export function someKnowledge({
  persona = null,
  sidecar = null,
  others = [],
  message,
  ...fields
}: Known = {}): Knowledge {
  const { personality = aPersonality(), history = [] } = fields;
  const said = {
    ...anIncoming(),
    author: { userId: 'ada', accountId: 'ada', name: null, kind: 'person' as const },
    ...message,
  };
  const ada = aMember('ada', {
    name: persona?.name ?? history.findLast(({ speaker }) => speaker.id === 'ada')?.speaker.name ?? null,
    pronouns: persona?.pronouns ?? null,
    about: persona?.about ?? null,
    confided: sidecar,
  });
  const heard = history.map(({ speaker }): Member =>
    speaker.kind === 'personality' ? speaker : aMember(speaker.id, { name: speaker.name }),
  );
  const directory = new Map([...heard, ada, ...others].map(member => [keyOf(member), member]));
  const listener = { id: personality.id, names: namesOf(personality) };
  return {
    personality,
    company: companyIn(directory, { history, author: said.author, personality: listener }),
    venue: aVenue(),
    history,
    recalled: [],
    lore: [],
    message: said,
    references: [],
    shown: [],
    timezone: 'UTC',
    contextTokens: 32_000,
    memoryRoom: { tokens: memoryRoom(fields.contextTokens ?? 32_000), bytes: Infinity, count: estimateTokens },
    limits: someLimits,
    ...fields,
  };
}
