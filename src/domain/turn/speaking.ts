import { calledOf } from '../personality/called.js';
import type { Speaker } from '../outbox/speech.js';
import type { Personality } from '../personality/personality.js';
import { placeholders } from '../text/macros.js';
import type { Persona } from '../user/user.js';

/** What a personality may lead its own lines with. */
export const namesOf = ({ displayName, name }: Personality): string[] => [displayName, name];

/** Who speaks, for a surface. */
export const speakerOf = ({ slug, displayName, avatar }: Personality): Speaker => ({ slug, name: displayName, avatar });

/** What speaks where no personality does. */
export const program: Speaker = { slug: '', name: 'Tzurot', avatar: null };

/** A text of a personality's with the names put in. */
export const named = (text: string, personality: Personality, persona: Persona | null): string =>
  placeholders({ char: calledOf(personality), user: persona?.name ?? 'you' })(text);
