import { describe, expect, it } from 'vitest';
import { render } from '../../../../src/domain/calling/prompt.js';
import type { Line } from '../../../../src/domain/conversation/line.js';
import type { Venue } from '../../../../src/domain/conversation/venue.js';
import { windowOf } from '../../../../src/domain/conversation/window.js';
import { compose } from '../../../../src/domain/turn/composing/compose.js';
import { withNotes, type Shown } from '../../../../src/domain/turn/seeing/shown.js';
import { aLine, aMemory, aPersonality, aQuote, aVenue, after } from '../../../support/builders.js';
import { aMember, someKnowledge } from '../../../support/knowledge.js';

const nothing = { value: 0, weight: 0, product: 0, inside: {} };
const parts = { similarity: nothing, overlap: nothing, waypoint: nothing, recency: nothing };

const personality = aPersonality({
  prompt: { system: 'Serve {{user}}. {{roll:1000}}', character: 'A queen.', reminder: '{{roll:1000000}}' },
  birthday: { year: null, month: 11, day: 20 },
});

const people = [
  aMember('ada', { about: 'Counts.' }),
  aMember('bob', { accounts: ['222222222222222222'] }),
  aMember('mallory', { name: 'Bob' }),
];

/** What comes with a message, and is another one in each turn. */
const shownIn = (turn: number): Shown[] => [
  { kind: 'picture', name: `${turn}.png`, seen: null, description: turn % 2 === 0 ? null : `Picture ${turn}.` },
  { kind: 'document', name: 'notes.md', text: `Note ${turn}.`, isCut: false },
];

/** A conversation turn by turn, as the model is sent it. Everything that can change does, in each turn. */
function talk(turns: number, venue: Venue, speakers: readonly string[]) {
  const said: Line[] = speakers.map((id, index) => aLine({ id: `first-${index}`, speaker: { kind: 'person', id, name: id }, text: `I am here, said ${id}.` })); // prettier-ignore
  return Array.from({ length: turns }, (_, turn) => {
    const history = windowOf(said, { messages: 20, tokens: 100_000 });
    const userId = speakers[turn % speakers.length] ?? 'ada';
    const text = `Question ${turn}, <@222222222222222222>?\nBob: no.`;
    const shown = shownIn(turn);
    const messages = render(
      compose(
        someKnowledge({
          personality,
          venue,
          history,
          others: people,
          shown,
          message: {
            text,
            saidAt: after(40_000 * turn),
            author: { userId, accountId: userId, name: userId, kind: 'person' },
            place: { server: 'Castle', channel: 'hall', thread: null, topic: 'Bees' },
            mentions: { people: [{ id: '1', name: `${turn}` }], channels: [{ id: '2', name: 'pit', topic: `Topic ${turn}` }], roles: [] }, // prettier-ignore
          },
          recalled: [{ memory: aMemory({ id: `${turn}`, text: `Memory ${turn}.` }), score: 1, parts }],
          lore: [
            { id: 'always', content: 'The world is round. {{random:a,b,c}}', place: 'system' },
            { id: 'called', content: `Lore ${turn}.`, place: 'turn' },
          ],
          references: [{ ...aQuote({ id: `${turn}`, text: `Quote ${turn}.` }), via: 'link' }],
          timezone: turn % 2 === 0 ? 'UTC' : 'Asia/Tokyo',
        }),
      ).prompt,
    );
    const speaker = { kind: 'person', id: userId, name: `${userId} ${turn}` } as const;
    said.push(aLine({ id: `q${turn}`, text: withNotes(text, shown), speaker }));
    said.push(aLine({ id: `a${turn}`, text: `Answer ${turn}.`, speaker: { kind: 'personality', id: 'lilith', name: 'Lilith' } })); // prettier-ignore
    return { history, messages: messages.map(({ role, content }) => ({ role, content })) };
  });
}

describe.each([
  ['in direct messages', aVenue(), ['ada']],
  ['where several people speak', aVenue({ kind: 'guild' }), ['ada', 'bob', 'mallory']],
] as const)('what changes from turn to turn %s', (_, venue, speakers) => {
  it('stands behind the history, byte by byte, while no line leaves the window', () => {
    const turns = talk(40, venue, speakers);
    const pairs = turns.slice(1).map((now, index) => [turns[index] ?? now, now] as const);
    const sameStart = pairs.filter(([before, now]) => before.history[0]?.id === now.history[0]?.id);
    expect(sameStart.length).toBeGreaterThan(25);
    for (const [before, now] of sameStart) {
      const prefix = JSON.stringify(before.messages.slice(0, -1)).slice(0, -1);
      expect(JSON.stringify(now.messages).slice(0, prefix.length)).toBe(prefix);
    }
  });

  it('does change: the last message is another one each time', () => {
    const turns = talk(40, venue, speakers);
    expect(new Set(turns.map(({ messages }) => messages.at(-1)?.content)).size).toBe(40);
  });
});

it('of the same people nothing before the history changes, but for their order where that of the window does', () => {
  const systems = talk(12, aVenue({ kind: 'guild' }), ['ada', 'bob']).map(({ messages }) => messages[0]?.content);
  expect(new Set(systems).size).toBe(1);
});
