import type { Venue } from '../../conversation/venue.js';
import type { PlaceNames } from '../incoming.js';
import { oneLine } from '../mentions.js';
import { escaped, section } from './section.js';

/** Where one talks, and what that place is called. */
export function place(venue: Venue, names: PlaceNames | null): string {
  const known = [
    ['server', names?.server],
    ['channel', names?.channel],
    ['thread', names?.thread],
    ['topic', names?.topic],
  ].flatMap(([what, name]) => (name == null || name === '' ? [] : [`${what}: ${escaped(oneLine(name))}`]));
  return known.length === 0 ? kindOf(venue) : `${kindOf(venue)}\n${section('place', known.join('\n'))}`;
}

const kindOf = ({ platform, kind }: Venue) => {
  if (platform === 'terminal') return 'You talk with one person, in their terminal.';
  return kind === 'dm'
    ? 'You talk with one person, in direct messages.'
    : 'You talk in a channel where others can read.';
};
