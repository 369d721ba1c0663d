import type { Personality } from '../../domain/personality/personality.js';
import { harmless } from '../../domain/text/harmless.js';
import { named } from '../../domain/turn/speaking.js';
import type { Talking } from './talking.js';

/** Shows words a personality brought along for an occasion, with the names put in. Nothing, where it has none. */
export async function sayOwnWords(
  { app, person, paint, say }: Talking,
  partner: Personality,
  words: string | null | undefined,
) {
  if (words === null || words === undefined || words.trim() === '') return;
  const persona = await app.persona.facing(person, partner);
  say(`\n${paint('magenta', partner.displayName)}: ${harmless(named(words, partner, persona))}`);
}
