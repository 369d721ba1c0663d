import { expect, it } from 'vitest';
import { begin, join } from '../../../src/domain/conversation/actions.js';
import { terminalVenue } from '../../../src/domain/conversation/venue.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeConversations } from '../../fakes/conversations.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { anAccount, aVenue } from '../../support/builders.js';

const open = () => ({ conversations: fakeConversations(), clock: fakeClock(), entropy: fakeEntropy() });

it('begins a conversation where there is none', async () => {
  const ports = open();
  const conversation = await join(ports, aVenue());
  expect(conversation).toMatchObject({ channelId: 'dm-ada', startedAt: ports.clock.now() });
  expect(await ports.conversations.current('dm-ada')).toEqual(conversation);
});

it('goes on with the conversation that there is', async () => {
  const ports = open();
  const conversation = await join(ports, aVenue());
  expect(await join(ports, aVenue())).toEqual(conversation);
});

it('begins another one when it is told to', async () => {
  const ports = open();
  const first = await join(ports, aVenue());
  const second = await begin(ports, aVenue());
  expect(second.id).not.toBe(first.id);
  expect(await join(ports, aVenue())).toEqual(second);
});

it('takes a terminal for a direct message of whoever sits there', () => {
  const mine = terminalVenue(anAccount('ada'));
  expect(mine).toMatchObject({ platform: 'terminal', kind: 'dm', isPublic: false, guildId: null });
  expect(mine.channelId).not.toBe(terminalVenue(anAccount('bob')).channelId);
});
