import type { Entropy } from '../../ports/entropy.js';
import type { Users } from '../../ports/users.js';
import { TzurotError } from '../errors.js';
import { idBytes, idOf } from '../id.js';
import type { Patch } from '../personality/patch.js';
import type { Personality } from '../personality/personality.js';
import { nameKey } from '../personality/words.js';
import { nearest } from '../text/nearest.js';
import type { Persona, User } from '../user/user.js';
import { blankForm, formOf, parseForm, patchedForm, personaAmong, type PersonaForm } from './persona.js';

export type PersonaPorts = { readonly users: Users; readonly entropy: Entropy };

type Own = Pick<User, 'id'>;
type Other = Pick<Personality, 'id'>;

/** Everybody a person is at times, by name. */
export const list = (ports: PersonaPorts, { id }: Own): Promise<Persona[]> => ports.users.personas(id);

/** One of a person’s own, by id or by name. */
export async function find(ports: PersonaPorts, user: Own, name: string): Promise<Persona> {
  const own = await list(ports, user);
  const [found, ...others] = own.some(({ id }) => id === name)
    ? own.filter(({ id }) => id === name)
    : own.filter(persona => isCalled(persona, name));
  if (found === undefined) throw notFound(name, own);
  if (others.length === 0) return found;
  throw new TzurotError('conflict', `You have ${others.length + 1} personas called “${name}”. Name one by its id.`, {
    try: 'persona list',
  });
}

const isCalled = (persona: Pick<Persona, 'name'>, name: string) =>
  persona.name === name || (nameKey(name) !== '' && nameKey(persona.name) === nameKey(name));

function notFound(name: string, own: readonly Persona[]): TzurotError {
  const near = nearest(
    name,
    own.map(persona => persona.name),
  );
  const hint = near === undefined ? '' : ` Did you mean “${near}”?`;
  return new TzurotError('not_found', `You have no persona “${name}”.${hint}`, { try: 'persona list' });
}

/** Makes a persona. The first one of a person is who they are from then on. */
export async function create(
  ports: PersonaPorts,
  user: Own,
  wanted: { readonly name: string; readonly patches: readonly Patch[]; readonly isDefault: boolean },
): Promise<Persona> {
  const form = patchedForm(blankForm(wanted.name), wanted.patches);
  const own = await list(ports, user);
  assertFree(form, own);
  const id = idOf(ports.entropy.bytes(idBytes));
  const persona = { ...form, id, userId: user.id, isDefault: wanted.isDefault || own.length === 0 };
  await ports.users.putPersona(persona);
  return persona;
}

export async function edit(ports: PersonaPorts, user: Own, name: string, patches: readonly Patch[]): Promise<Persona> {
  const persona = await find(ports, user, name);
  return kept(ports, persona, patchedForm(formOf(persona), patches));
}

/** The same with a form in which all of it stands. */
export async function redraw(ports: PersonaPorts, user: Own, name: string, form: unknown): Promise<Persona> {
  return kept(ports, await find(ports, user, name), parseForm(form));
}

async function kept(ports: PersonaPorts, persona: Persona, form: PersonaForm): Promise<Persona> {
  const own = await list(ports, { id: persona.userId });
  const others = own.filter(({ id }) => id !== persona.id);
  if (form.name !== persona.name) assertFree(form, others);
  const changed = { ...persona, ...form };
  await ports.users.putPersona(changed);
  return changed;
}

function assertFree({ name }: PersonaForm, own: readonly Persona[]): void {
  if (!own.some(persona => isCalled(persona, name))) return;
  throw new TzurotError('conflict', `You have a persona “${name}” already.`, { try: 'persona list' });
}

/** Says who a person is to the personalities by default. Null: nobody in particular. */
export async function choose(ports: PersonaPorts, user: Own, name: string | null): Promise<Persona | null> {
  if (name !== null) {
    const chosen = { ...(await find(ports, user, name)), isDefault: true };
    await ports.users.putPersona(chosen);
    return chosen;
  }
  const before = (await list(ports, user)).find(({ isDefault }) => isDefault);
  if (before !== undefined) await ports.users.putPersona({ ...before, isDefault: false });
  return null;
}

/** Says who a person is to one personality. Null: who they are by default. */
export async function chooseFor(
  { users }: PersonaPorts,
  user: Own,
  personality: Other,
  persona: Persona | null,
): Promise<void> {
  const before = await users.override(user.id, personality.id);
  const blank = { userId: user.id, personalityId: personality.id, sidecar: null, model: null, params: {} };
  if (persona === null && before === undefined) return;
  await users.putOverride({ ...(before ?? blank), personaId: persona?.id ?? null });
}

/** Who a person is to one personality. */
export async function facing({ users }: PersonaPorts, user: Own, personality: Other): Promise<Persona | null> {
  const override = await users.override(user.id, personality.id);
  return personaAmong(await users.personas(user.id), override?.personaId);
}

/** The ids of the personalities to whom a person is this one, whoever they are by default. */
export async function usesOf({ users }: PersonaPorts, { id, userId }: Persona): Promise<string[]> {
  const own = await users.overrides(userId);
  return own.filter(({ personaId }) => personaId === id).map(({ personalityId }) => personalityId);
}

export async function remove(ports: PersonaPorts, user: Own, name: string): Promise<void> {
  await ports.users.removePersona((await find(ports, user, name)).id);
}
