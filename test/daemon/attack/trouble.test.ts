import { describe, expect, it } from 'vitest';
import { stage, type Setting } from '../stage.js';

const unlimited: Setting = { config: { 'limits.person': 'off', 'limits.channel': 'off' } };

describe('a store that cannot be written', () => {
  it('costs nothing, says so once, and everything is answered afterwards', async () => {
    const staged = await stage({ ...unlimited, pace: 8 });
    const { people, settled, model, answers, announced, database, discord, outcomes } = staged;
    people.say('general', 'ada', '@Lilith zero');
    await settled();
    const before = [model.questions.length, discord.journal.sends().length];
    database.sql.exec('BEGIN IMMEDIATE');
    const said = Array.from({ length: 12 }, (_, n) =>
      people.say('general', ['ada', 'bob'][n % 2] ?? '', `@Lilith ${n}`),
    );
    const isTold = () => announced.filter(line => line.startsWith('Nothing can be written')).length;
    await expect.poll(isTold, { timeout: 20_000 }).toBe(1);
    expect([model.questions.length, discord.journal.sends().length]).toEqual(before);
    database.sql.exec('ROLLBACK');
    await settled();
    expect(said.map(outcomes)).toEqual(said.map(() => ({ lilith: 'answered' })));
    expect(answers('general')).toHaveLength(13);
    expect(isTold()).toBe(1);
  });
});

describe('a clock that jumps', () => {
  it.each([15, -15])('by %s minutes while an answer is under way changes nothing', async minutes => {
    const staged = await stage(unlimited);
    const { people, model, answers, settled, clock, outcomes, discord } = staged;
    discord.faults.next('POST /webhooks/:webhook/:token', { after: { status: 502 } });
    const held = model.hold();
    const asked = held.asked();
    const said = people.say('general', 'bob', '@Lilith one');
    await asked;
    clock.jump(minutes * 60_000);
    held.go();
    await settled();
    expect(outcomes(said)).toEqual({ lilith: 'answered' });
    expect(answers('general')).toHaveLength(1);
  });

  it('is ahead of Discord: what arrived before a crash is not said again', async () => {
    const staged = await stage(unlimited);
    const { people, answers, settled, clock, outcomes, stop, start, database, discord } = staged;
    clock.jump(10 * 60_000);
    const said = people.say('general', 'bob', '@Lilith one');
    await settled();
    expect(answers('general')).toHaveLength(1);
    await stop();
    // As if it had been killed after Discord took it, and before that was written down.
    database.sql.exec('UPDATE postings SET platform_id = NULL; UPDATE outbox SET delivered_at = NULL'); // prettier-ignore
    await start();
    await staged.app.outbox.deliverLate({ all: true });
    expect(database.sql.prepare('SELECT count(*) FROM outbox WHERE delivered_at IS NULL').pluck().get()).toBe(0);
    expect(outcomes(said)).toEqual({ lilith: 'answered' });
    expect(answers('general')).toHaveLength(1);
    expect(discord.journal.sends()).toHaveLength(1);
  });
});
