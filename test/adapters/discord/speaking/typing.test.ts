import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { showTyping } from '../../../../src/adapters/discord/speaking/typing.js';
import type { Calls } from '../../../../src/adapters/discord/speaking/calling/calls.js';
import type { Outcome } from '../../../../src/adapters/discord/speaking/calling/outcome.js';
import { fakeClock } from '../../../fakes/clock.js';
import { stage } from './stage.js';

const callsThat = (outcome: Outcome) => {
  const asked: string[] = [];
  const ask: Calls['ask'] = async ({ route }) => {
    asked.push(route);
    return outcome;
  };
  return { asked, calls: { ask, insist: ask, behind: () => 0, close: () => {} } };
};

describe('that somebody writes', () => {
  it('is shown at once and every eight seconds, until it is over', async () => {
    const clock = fakeClock();
    const { asked, calls } = callsThat({ kind: 'unclear', why: 'broken' });
    const over = new AbortController();
    const showing = showTyping(calls, clock, '1', over.signal);
    await clock.advance(0);
    expect(asked).toEqual(['/channels/1/typing']);
    await clock.advance(16_000);
    expect(asked).toHaveLength(3);
    over.abort();
    await showing;
    await clock.advance(60_000);
    expect(asked).toHaveLength(3);
  });

  it('is not shown where Discord refuses it', async () => {
    const { asked, calls } = callsThat({ kind: 'refused', status: 403, code: 50013 });
    await showTyping(calls, fakeClock(), '1', new AbortController().signal);
    expect(asked).toHaveLength(1);
  });

  it('reaches Discord', async () => {
    const clock = fakeClock();
    await using world = await stage({ clock });
    const over = new AbortController();
    world.chat.typing(world.discord.id('general'), over.signal);
    await world.discord.journal.until(({ what }) => what === 'typing');
    over.abort();
    await settled();
    expect(world.log.lines).toEqual([]);
  });
});
