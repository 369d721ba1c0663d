import type { Activations } from '../../ports/activations.js';
import type { Inbox } from '../../ports/inbox.js';
import type { Venue } from '../conversation/venue.js';
import { softly } from '../around.js';
import { idAt } from '../discord/snowflake.js';
import { TzurotError } from '../errors.js';
import { greet, type SayingPorts } from '../inbox/saying/actions.js';
import { find, list, type Actor, type PersonalityPorts } from '../personality/actions.js';
import type { Personality } from '../personality/personality.js';
import { activatedIn, decidedAround } from './standing/actions.js';
import { switchingOff } from './switching-off.js';

export type ActivationPorts = SayingPorts &
  PersonalityPorts & { readonly activations: Activations; readonly inbox: Pick<Inbox, 'marks' | 'mark'> };

/** A place that somebody decides about. */
export type Spot = { readonly venue: Venue; readonly parentId: string | null };

/** Who decides: a person, and the account under which it is noted. */
export type Decider = { readonly userId: string; readonly accountId: string };

export type Activated = { readonly personality: Personality; readonly isNew: boolean };

/** A personality speaks in a place uncalled from now on, and says its first words there. */
export async function activate(ports: ActivationPorts, by: Decider, spot: Spot, name: string): Promise<Activated> {
  const personality = await find(ports, asStranger(by), name);
  const { venue } = spot;
  assertShared(venue);
  const wanted = { channelId: venue.channelId, slug: personality.slug, activatedBy: by.accountId };
  const isNew = await ports.activations.add(wanted);
  await softly(ports.log, 'Noting from where on to listen', () => listenFromNow(ports, venue.channelId));
  const to = { id: `activation:${venue.channelId}`, venue, author: { userId: by.userId } };
  if (isNew) await softly(ports.log, 'A greeting', () => greet(ports, to, personality));
  return { personality, isNew };
}

/** What is said in a place from now on is missed, should the program be away, though nothing was said there yet. */
async function listenFromNow({ inbox, clock }: ActivationPorts, channelId: string): Promise<void> {
  if (!(await inbox.marks()).has(channelId)) await inbox.mark(new Map([[channelId, idAt(clock.now())]]));
}

/** A personality does not speak in a place uncalled any more. What else holds there goes on. */
export async function deactivate(
  ports: ActivationPorts,
  by: Decider,
  { venue, parentId }: Spot,
  name: string,
): Promise<Personality> {
  const personality = await find(ports, asStranger(by), name);
  const place = { channelId: venue.channelId, parentId };
  const { activations, silenced } = await decidedAround(ports, place);
  const change = switchingOff(personality.slug, place, activations, silenced);
  if (change === undefined) {
    const words = `${personality.displayName} does not speak here without being called.`;
    throw new TzurotError('not_found', words, { try: 'channel list' });
  }
  for (const slug of change.adds)
    await ports.activations.add({ channelId: place.channelId, slug, activatedBy: by.accountId });
  if (change.silences) await ports.activations.silence(place.channelId, true);
  if (change.removes) await ports.activations.remove(place.channelId, personality.slug);
  return personality;
}

/** Who speaks in a place uncalled, as far as that is this person's to know. */
export async function activeAt(
  ports: ActivationPorts,
  by: Pick<Decider, 'userId'>,
  { venue, parentId }: Spot,
): Promise<Personality[]> {
  const place = { channelId: venue.channelId, parentId };
  const active = await activatedIn(ports, place);
  const known = await list(ports, asStranger(by));
  return active.flatMap(slug => known.find(each => each.slug === slug) ?? []);
}

/** Whoever runs the home is here a person like any other: private ones of others are not theirs to show around. */
const asStranger = ({ userId }: Pick<Decider, 'userId'>): Actor => ({ userId, isOwner: false });

function assertShared({ kind }: Venue): void {
  if (kind !== 'dm') return;
  throw new TzurotError(
    'invalid',
    'In direct messages whoever spoke last goes on answering; nothing has to be activated.',
  );
}
