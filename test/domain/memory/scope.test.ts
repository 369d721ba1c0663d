import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalVenue, type Venue } from '../../../src/domain/conversation/venue.js';
import { mayRecall, type Scope } from '../../../src/domain/memory/scope.js';
import { anAccount, aVenue } from '../../support/builders.js';

const hall = aVenue({ kind: 'guild' });
const library = aVenue({ kind: 'guild', channelId: 'library' });
const vault = aVenue({ kind: 'guild', channelId: 'vault', isPublic: false });
const alcove = aVenue({ kind: 'thread' });
const cell = aVenue({ kind: 'thread', channelId: 'cell', isPublic: false });
const market = aVenue({ kind: 'guild', channelId: 'market', guildId: 'town' });
const adasDm = aVenue();
const terminal = terminalVenue(anAccount('ada'));

const adaIn = (venue: Venue): Scope => ({ userId: 'ada', personalityId: 'lilith', venue });
const by = (userId: string, venue: Venue, personalityId = 'lilith') => ({ userId, personalityId, venue });

describe('what one said oneself', () => {
  it.each([
    ['in this channel', vault, vault, true],
    ['in a public channel of the guild', library, hall, true],
    ['in a public thread of the guild', alcove, hall, true],
    ['in a private channel of the guild', vault, hall, false],
    ['in a private thread of the guild', cell, hall, false],
    ['in a public channel of another guild', market, hall, false],
    ['in a direct message, in a guild', adasDm, hall, false],
    ['in the terminal, in a guild', terminal, hall, false],
    ['in a private channel, in a direct message', vault, adasDm, true],
    ['in any guild, in a direct message', market, adasDm, true],
    ['in a direct message, in the terminal', adasDm, terminal, true],
  ])('%s', (_, said, here, may) => {
    expect(mayRecall(by('ada', said), adaIn(here))).toBe(may);
  });
});

describe('what somebody else said', () => {
  it.each([
    ['in this channel', hall, hall, true],
    ['in this private channel', vault, vault, true],
    ['in another channel of the guild', library, hall, false],
    ['in a thread of the guild', alcove, hall, false],
    ['in another guild', market, hall, false],
    ['anywhere, in a direct message', hall, adasDm, false],
    ['in this very direct message', adasDm, adasDm, false],
  ])('%s', (_, said, here, may) => {
    expect(mayRecall(by('bob', said), adaIn(here))).toBe(may);
  });
});

const anyVenue = fc.constantFrom(hall, library, vault, alcove, cell, market, adasDm, terminal);
const anyMemory = fc.record({
  userId: fc.constantFrom('ada', 'bob'),
  personalityId: fc.constantFrom('lilith', 'luna'),
  venue: anyVenue,
});

type Said = (memory: ReturnType<typeof by>, here: Venue) => boolean;

const never: readonly (readonly [what: string, said: Said])[] = [
  ['what was said to another personality', ({ personalityId }) => personalityId !== 'lilith'],
  ['a direct message in a guild', ({ venue }, here) => venue.kind === 'dm' && here.kind !== 'dm'],
  ['what others said in a direct message', ({ userId }, here) => userId !== 'ada' && here.kind === 'dm'],
  ['what is private elsewhere in a guild', ({ venue }, here) => !venue.isPublic && here.kind !== 'dm' && venue.channelId !== here.channelId],
]; // prettier-ignore

describe('of anything that was said anywhere, nothing is recalled of', () => {
  it.each(never)('%s', (_, said) => {
    fc.assert(
      fc.property(anyMemory, anyVenue, (memory, here) => {
        fc.pre(said(memory, here));
        expect(mayRecall(memory, adaIn(here))).toBe(false);
      }),
      { seed: 1815, numRuns: 300 },
    );
  });
});
