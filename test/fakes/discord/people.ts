import type { Core } from './core.ts';
import { deeds } from './deeds.ts';
import { speech } from './speech.ts';
import { surroundings } from './surroundings.ts';

/** Everything that happens on this Discord without the program. Names stand for ids wherever an id may stand. */
export type People = ReturnType<typeof people>;

export const people = (core: Core) => ({ ...speech(core), ...deeds(core), ...surroundings(core) });
