import { describe, expect, it } from 'vitest';
import { stage, type Setting, type Stage } from './stage.js';

const unlimited: Setting = { config: { 'limits.person': 'off', 'limits.channel': 'off' } };

/** Ada has been answered here already. */
async function begun(setting: Setting = {}): Promise<Stage> {
  const staged = await stage({ ...unlimited, ...setting });
  staged.people.say('general', 'ada', '@Lilith zero');
  await staged.settled();
  return staged;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `Lilith gives answer ${index + 1}.`);
const texts = ({ answers }: Stage) => answers('general').map(({ content }) => content);

describe('trouble with the connection', () => {
  it('loses nothing that is said while it is broken', async () => {
    const staged = await begun();
    const { people, settled, discord } = staged;
    discord.faults.gateway.drop();
    people.say('general', 'ada', '@Lilith one');
    people.say('general', 'bob', '@Lilith two');
    await settled();
    expect(texts(staged)).toEqual(numbered(3));
    expect(discord.journal.identifies()).toHaveLength(1);
    expect(discord.journal.of('resumed')).toHaveLength(1);
  });

  it('comes back when it is asked to', async () => {
    const staged = await begun();
    const { people, settled, discord } = staged;
    discord.faults.gateway.reconnect();
    people.say('general', 'ada', '@Lilith one');
    await discord.journal.until(({ what }) => what === 'resumed');
    people.say('general', 'ada', '@Lilith two');
    await settled();
    expect(texts(staged)).toEqual(numbered(3));
  });

  it('goes on where its session may be resumed', async () => {
    const staged = await begun();
    const { people, settled, discord } = staged;
    discord.faults.gateway.invalidate(true);
    people.say('general', 'ada', '@Lilith one');
    await settled();
    expect(texts(staged)).toEqual(numbered(2));
  });

  it('looks for what was said while it had no session', async () => {
    const staged = await begun({ pace: 8 });
    const { people, settled, discord } = staged;
    discord.faults.gateway.invalidate(false);
    people.say('general', 'ada', '@Lilith one');
    people.say('general', 'bob', 'Not for you.');
    await discord.journal.until(
      ({ what, n }) => what === 'identify' && n > 1 && discord.journal.identifies().length === 2,
    );
    await settled();
    people.say('general', 'ada', '@Lilith two');
    await settled();
    expect(texts(staged)).toEqual(numbered(3));
  });

  it('notices when nobody answers its heartbeats any more', async () => {
    const staged = await begun({ gateway: { heartbeat: 300 } });
    const { people, settled, discord } = staged;
    discord.faults.gateway.stopAcks();
    await discord.journal.until(({ what }) => what === 'resumed');
    people.say('general', 'ada', '@Lilith one');
    await settled();
    expect(texts(staged)).toEqual(numbered(2));
  });

  it('answers once what it is told twice, and after it was broken as well', async () => {
    const staged = await begun();
    const { people, settled, discord } = staged;
    discord.faults.gateway.duplicate('MESSAGE_CREATE', 5);
    for (const word of ['one', 'two', 'three']) people.say('general', 'ada', `@Lilith ${word}`);
    discord.faults.gateway.drop();
    await settled();
    expect(texts(staged)).toEqual(numbered(4));
  });

  it('answers everything that comes in the wrong order', async () => {
    const staged = await begun();
    const { people, settled, discord, outcomes } = staged;
    discord.faults.gateway.hold();
    const said = ['one', 'two', 'three', 'four'].map(word => people.say('general', 'ada', `@Lilith ${word}`));
    discord.faults.gateway.release('reversed');
    await settled();
    expect(said.map(outcomes)).toEqual(said.map(() => ({ lilith: 'answered' })));
    expect(texts(staged)).toHaveLength(5);
  });

  it('does not answer a message whose deletion came before it', async () => {
    const staged = await begun();
    const { people, settled, discord, outcomes } = staged;
    discord.faults.gateway.hold();
    const gone = people.say('general', 'ada', '@Lilith forget it');
    people.erase('general', gone.id);
    discord.faults.gateway.release('reversed');
    const last = people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(outcomes(last)).toEqual({ lilith: 'answered' });
    expect(outcomes(gone)).not.toEqual({ lilith: 'answered' });
    expect(texts(staged)).toHaveLength(2);
  });

  it('bears with garbage, and with what it has never heard of', async () => {
    const staged = await begun();
    const { people, settled, discord } = staged;
    discord.faults.gateway.huge(10_000);
    discord.faults.gateway.garbage();
    people.say('general', 'ada', '@Lilith one');
    await settled();
    expect(texts(staged)).toEqual(numbered(2));
  });

  it('is over, and says why, when the token is good no more', async () => {
    const staged = await begun();
    const { discord, ended } = staged;
    discord.faults.gateway.close(4004);
    await expect(ended).rejects.toThrow(/token/i);
  });
});
