import type { Personalities } from '../../../ports/personalities.js';
import type { Users } from '../../../ports/users.js';
import { TzurotError } from '../../errors.js';
import { isOwner, type User } from '../user.js';
import type { Belongings } from './belongings.js';

export type ForgettingPorts = {
  readonly users: Users;
  readonly personalities: Personalities;
  readonly ownerId: string | null;
};

/** What would be forgotten of a person. Refuses where they cannot be. */
export async function forgettable(ports: ForgettingPorts, user: User): Promise<Belongings> {
  await assertForgettable(ports, user);
  return ports.users.belongings(user.id);
}

/** Forgets a person. What they cost is still counted, and is nobody's. */
export async function forget(ports: ForgettingPorts, user: User): Promise<Belongings> {
  const before = await forgettable(ports, user);
  await ports.users.forget(user.id);
  return before;
}

const mostNamed = 10;

async function assertForgettable({ personalities, ownerId }: ForgettingPorts, user: User): Promise<void> {
  if (isOwner(user, ownerId)) {
    throw new TzurotError(
      'denied',
      'This home belongs to you, and knows you for as long as it is there. Delete its folder.',
    );
  }
  const own = (await personalities.all()).filter(personality => personality.ownerId === user.id);
  const [first] = own;
  if (first === undefined) return;
  const names = own.slice(0, mostNamed).map(({ slug }) => slug).join(', '); // prettier-ignore
  const more = own.length > mostNamed ? ` and ${own.length - mostNamed} more` : '';
  throw new TzurotError(
    'conflict',
    `Nothing was forgotten. First the personalities have to be deleted, with all that others told them, or they would be left without an owner: ${names}${more}.`,
    { try: `personality delete ${first.slug}`, facts: { personalities: own.map(({ slug }) => slug) } },
  );
}
