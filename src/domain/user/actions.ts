import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Users } from '../../ports/users.js';
import { TzurotError } from '../errors.js';
import { idBytes, idOf } from '../id.js';
import { personaAmong } from '../persona/persona.js';
import { parseTimezone } from './timezone.js';
import { localAccount, parseAccount, type Account, type Persona, type User } from './user.js';

export type UserPorts = {
  readonly users: Users;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** The owner's Discord id, when there is one. */
  readonly ownerId: string | null;
};

/** Who a command is about. Anybody else than oneself is the owner's to ask for. */
export type Whom = { readonly actor: User; readonly subject: User };

/** The person this home belongs to. Until a Discord id is named, that is whoever sits at the machine. */
export async function owner(ports: UserPorts): Promise<User> {
  const local = await ports.users.findByAccount(localAccount);
  if (ports.ownerId === null) return local ?? meet(ports, localAccount);
  const discord: Account = { platform: 'discord', foreignId: ports.ownerId, name: null };
  const holder = await ports.users.findByAccount(discord);
  if (holder !== undefined) return holder;
  if (local === undefined) return meet(ports, discord);
  await ports.users.link(local.id, discord);
  return (await ports.users.find(local.id)) ?? local;
}

/** Refuses a Discord id as the owner's when it is another person here already: one of the two would be lost from sight. */
export async function assertMayOwn(ports: UserPorts, discordId: string): Promise<void> {
  const local = await ports.users.findByAccount(localAccount);
  const holder = await ports.users.findByAccount({ platform: 'discord', foreignId: discordId });
  if (local === undefined || holder === undefined || holder.id === local.id) return;
  throw new TzurotError(
    'conflict',
    `${discordId} is another person here already, beside the owner at this machine: they were met before anybody said that the two are one. Once they are forgotten, name them again; \`user show ${discordId}\` says what goes with them.`,
    { try: `user forget ${discordId}` },
  );
}

/** The person behind an account, made known if this is the first time. */
export async function meet(ports: UserPorts, account: Account): Promise<User> {
  const holder = await ports.users.findByAccount(account);
  if (holder !== undefined) return holder;
  const user: User = {
    id: idOf(ports.entropy.bytes(idBytes)),
    timezone: null,
    createdAt: ports.clock.now(),
    accounts: [account],
  };
  try {
    await ports.users.create(user);
    return user;
  } catch (error) {
    const first = await ports.users.findByAccount(account); // Somebody else met them at the same moment.
    if (first !== undefined) return first;
    throw error;
  }
}

/**
 * Who acts: the one named, else the owner. Looking does not make anybody known: a person who was never here is returned
 * as somebody of whom nothing is stored.
 */
export async function actor(ports: UserPorts, named: string | undefined): Promise<User> {
  if (named === undefined || named === localAccount.foreignId) return owner(ports);
  const account = parseAccount(named);
  return (await ports.users.findByAccount(account)) ?? strangerBy(account);
}

/** Who acts, known from now on. For what leaves something behind. */
export async function newcomer(ports: UserPorts, named: string | undefined): Promise<User> {
  const acting = await actor(ports, named);
  const [account] = acting.accounts;
  return account === undefined ? acting : meet(ports, account);
}

const strangerBy = (account: Account): User => ({
  id: `stranger:${account.platform}:${account.foreignId}`,
  timezone: null,
  createdAt: 0,
  accounts: [account],
});

/** Who acts and about whom. Throws `denied` when that is not theirs to ask. */
export async function whom(
  ports: UserPorts,
  names: { as?: string | undefined; user?: string | undefined },
): Promise<Whom> {
  const acting = await actor(ports, names.as);
  if (names.user === undefined) return { actor: acting, subject: acting };
  if (isAccountOf(acting, parseAccount(names.user))) return { actor: acting, subject: acting };
  if (acting.id !== (await owner(ports)).id) {
    throw new TzurotError('denied', 'Only the owner of this home may look at what belongs to other people.');
  }
  return { actor: acting, subject: await known(ports, names.user) };
}

const isAccountOf = ({ accounts }: User, { platform, foreignId }: Account) =>
  accounts.some(account => account.platform === platform && account.foreignId === foreignId);

/** Somebody who has been here before. */
export async function known(ports: UserPorts, name: string): Promise<User> {
  const account = parseAccount(name);
  const user = account.platform === 'local' ? await owner(ports) : await ports.users.findByAccount(account);
  if (user !== undefined) return user;
  throw new TzurotError('not_found', `Nobody by the id ${name} has been here.`, { try: 'user list' });
}

export const byId = (ports: UserPorts, id: string): Promise<User | undefined> => ports.users.find(id);

/** Everybody for the owner, else oneself. */
export async function list(ports: UserPorts, acting: User): Promise<User[]> {
  const isOwner = acting.id === (await owner(ports)).id;
  return isOwner ? ports.users.all() : [acting];
}

/** Sets a person's time zone, or forgets it. */
export async function setTimezone(ports: UserPorts, user: User, zone: string | null): Promise<string | null> {
  const timezone = zone === null ? null : parseTimezone(zone);
  await ports.users.setTimezone(user.id, timezone);
  return timezone;
}

/** Who a person is to the personalities by default. Null: nobody in particular. */
export const defaultPersona = async (ports: Pick<UserPorts, 'users'>, userId: string): Promise<Persona | null> =>
  personaAmong(await ports.users.personas(userId));
