import { describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage.js';
import { bugsIn } from './logged.js';

const memoriesOf = async ({ app, personality, user }: Stage, name: string): Promise<string> => {
  const all = await app.memory.list((await personality('lilith')).id, (await user(name)).id, undefined);
  return all.map(({ text }) => text).join('\n');
};

const linesOf = ({ database }: Stage): string =>
  database.sql.prepare<[], string>('SELECT text FROM messages').pluck().all().join('\n');

describe('while an answer is being made', () => {
  it('what is deleted is neither history nor memory afterwards', async () => {
    const staged = await stage();
    const { people, model, settled, through, followed } = staged;
    const held = model.hold();
    const asked = held.asked();
    const said = people.say('general', 'bob', '@Lilith my number is 4711');
    await asked;
    people.erase('general', said.id);
    await followed('withdrawn', said);
    held.go();
    await through(said, people.say('general', 'bob', '@Lilith that was all'));
    await settled();
    expect(linesOf(staged)).not.toContain('4711');
    expect(await memoriesOf(staged, 'bob')).not.toContain('4711');
  });

  it('what is edited is history and memory as it stands now', async () => {
    const staged = await stage();
    const { people, model, settled, through, followed } = staged;
    const held = model.hold();
    const asked = held.asked();
    const said = people.say('general', 'bob', '@Lilith my number is 4711');
    await asked;
    people.edit('general', said.id, '@Lilith my number is secret');
    await followed('reworded', said);
    held.go();
    await through(said, people.say('general', 'bob', '@Lilith that was all'));
    await settled();
    expect(linesOf(staged)).toContain('my number is secret');
    expect(linesOf(staged)).not.toContain('4711');
    expect(await memoriesOf(staged, 'bob')).not.toContain('4711');
  });

  it('what is edited while it waits is history and memory as it stands now', async () => {
    const staged = await stage();
    const { people, model, settled, through, followed } = staged;
    const held = model.hold();
    const asked = held.asked();
    const first = people.say('general', 'bob', '@Lilith hello');
    await asked;
    const said = people.say('general', 'bob', '@Lilith my number is 4711');
    people.edit('general', said.id, '@Lilith my number is secret');
    await followed('reworded', said);
    held.go();
    await through(first, said, people.say('general', 'bob', '@Lilith that was all'));
    await settled();
    expect(linesOf(staged)).not.toContain('4711');
    expect(await memoriesOf(staged, 'bob')).not.toContain('4711');
  });

  it('whoever is forgotten leaves nothing', async () => {
    const staged = await stage();
    const { people, model, through, app, user, database, answers } = staged;
    const held = model.hold();
    const asked = held.asked();
    const said = people.say('general', 'bob', '@Lilith my number is 4711');
    await asked;
    const bob = await user('bob');
    await app.user.forget(bob);
    held.go();
    await through(said);
    const tables = database.sql.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'memory_index%'").pluck().all(); // prettier-ignore
    for (const table of tables)
      expect(JSON.stringify(database.sql.prepare(`SELECT * FROM "${table}"`).all()), table).not.toMatch(/4711/);
    expect(answers('general').length).toBeLessThanOrEqual(1);
    people.say('general', 'ada', '@Lilith still there?');
    await staged.settled();
    expect(bugsIn(staged.folder)).toEqual([]);
    expect(answers('general').length).toBeGreaterThan(0);
  });

  it('a personality that is deleted says nothing, and the program goes on', async () => {
    const staged = await stage({ personalities: { Lilith: [], Anna: [] } });
    const { people, model, through, settled, app, answers, user, outcomes } = staged;
    const held = model.hold();
    const asked = held.asked();
    const said = people.say('general', 'bob', '@Lilith and @Anna hello');
    await asked;
    const ada = await user('ada');
    await app.personality.remove({ userId: ada.id, isOwner: true }, 'lilith');
    held.go();
    await through(said);
    const later = people.say('general', 'bob', '@Anna are you there?');
    await through(later);
    await settled();
    expect(outcomes(said)).toEqual({ anna: 'answered' });
    expect(outcomes(later)).toEqual({ anna: 'answered' });
    expect(bugsIn(staged.folder)).toEqual([]);
    expect(answers('general').map(({ author }) => author.username)).not.toContain('Lilith');
  });

  it.each(['channel', 'guild'])('a %s that is gone does not hold up the others', async what => {
    const staged = await stage({
      plan: {
        people: ['ada', 'bob'],
        guilds: [
          { name: 'Tea house', owner: 'ada', members: ['ada', 'bob'], channels: ['general'] },
          { name: 'Coffee house', owner: 'ada', members: ['ada', 'bob'], channels: ['lounge'] },
        ],
      },
    });
    const { people, model, through, settled, outcomes } = staged;
    const held = model.hold();
    const asked = held.asked();
    const said = people.say('general', 'bob', '@Lilith hello');
    await asked;
    if (what === 'channel') people.closeChannel('general');
    else people.expel('Tea house');
    held.go();
    await through(said);
    const later = people.say('lounge', 'bob', '@Lilith are you there?');
    await through(later);
    await settled();
    expect(outcomes(later)).toEqual({ lilith: 'answered' });
    expect(staged.discord.journal.requests().filter(({ status }) => Number(status) >= 400).length).toBeLessThan(6);
  });
});
