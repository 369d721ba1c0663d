import { describe, expect, it } from 'vitest';
import { aHome, idOf } from '../support/run-command.js';

const ada = idOf('ada');
const bob = idOf('bob');
const mallory = idOf('mallory');

const aHomeOfTwo = async () => {
  const home = await aHome();
  await home.run(`init --owner ${ada}`);
  expect(await home.run(`user timezone ${bob} inherit --as ${bob}`)).toMatchObject({ code: 0 });
  return home;
};

const firstSeen = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

describe('user list', () => {
  it('has everybody for the owner, and for anybody else only themselves', async () => {
    const home = await aHomeOfTwo();
    expect(await home.json('user list')).toEqual([
      { id: ada, timezone: null, firstSeen },
      { id: bob, timezone: null, firstSeen },
    ]);
    expect(await home.json(`user list --as ${bob}`)).toEqual([{ id: bob, timezone: null, firstSeen }]);
  });

  it('is a table to a person', async () => {
    const { code, stdout, stderr } = await (await aHomeOfTwo()).run('user list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^id +time zone +first seen\n${ada} +– +\\d{4}-\\d\\d-\\d\\d\n`));
  });

  it('gets no longer by looking', async () => {
    const home = await aHomeOfTwo();
    for (const line of ['user show', 'user list', 'memory list lilith', 'history', `user timezone ${mallory}`])
      await home.run(`${line} --as ${mallory}`);
    expect(await home.json('user list')).toHaveLength(2);
  });

  it('has one person before anybody is named', async () => {
    expect(await (await aHome()).json('user list')).toEqual([{ id: 'local', timezone: null, firstSeen }]);
  });
});

describe('user show', () => {
  it('shows oneself, or whom the owner asks for', async () => {
    const home = await aHomeOfTwo();
    expect(await home.json('user show')).toEqual({
      id: ada,
      timezone: null,
      firstSeen,
      accounts: [
        { platform: 'local', id: 'local', name: null },
        { platform: 'discord', id: ada, name: null },
      ],
      persona: null,
    });
    expect(await home.json(`user show ${bob}`)).toMatchObject({ id: bob });
    expect(await home.json(`user show ${bob} --as ${bob}`)).toMatchObject({ id: bob });
    expect(await home.json('user show local')).toMatchObject({ id: ada });
  });

  it('is a few lines to a person', async () => {
    const { code, stdout } = await (await aHomeOfTwo()).run(`user show ${bob}`);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${bob}, first seen \\d{4}-\\d\\d-\\d\\d\ntime zone: not set\n`));
    expect(stdout).toContain(`accounts: discord ${bob}\n`);
  });

  it('shows nobody else to anybody else: exit code 5, whether they were here or not', async () => {
    const home = await aHomeOfTwo();
    for (const user of [ada, 'local', mallory])
      expect(await home.failure(`user show ${user} --as ${bob}`)).toMatchObject({ exit: 5, code: 'denied' });
  });

  it('does not know people who were never here: exit code 3', async () => {
    expect(await (await aHomeOfTwo()).failure(`user show ${mallory}`)).toMatchObject({ exit: 3, try: 'user list' });
  });

  it.each(['bob', '12', '""'])('refuses %s, which is nobody’s id', async user => {
    expect(await (await aHomeOfTwo()).failure(`user show ${user}`)).toMatchObject({ exit: 2, code: 'invalid' });
  });
});

describe('user timezone', () => {
  it('is unset, set, shown and taken back', async () => {
    const home = await aHomeOfTwo();
    expect(await home.json(`user timezone ${bob}`)).toEqual({ id: bob, timezone: null });
    expect(await home.run(`user timezone ${bob} Europe/Berlin`)).toMatchObject({
      code: 0,
      stdout: `${bob} is in Europe/Berlin now.\n`,
    });
    expect(await home.json(`user timezone ${bob}`)).toEqual({ id: bob, timezone: 'Europe/Berlin' });
    expect(await home.json('user list')).toMatchObject([{}, { timezone: 'Europe/Berlin' }]);
    expect(await home.json(`user timezone ${bob} inherit`)).toEqual({ id: bob, timezone: null });
    expect(await home.run(`user timezone ${bob}`)).toMatchObject({ stdout: `${bob} has not named a time zone.\n` });
  });

  it('is what the personality is told', async () => {
    const home = await aHomeOfTwo();
    await home.run('personality create lilith --name Lilith');
    await home.run('user timezone local Asia/Tokyo');
    const { reference } = await home.json<{ reference: string }>('chat lilith -m hello');
    const { at, parts } = await home.json<{ at: string; parts: { name: string; text: string }[] }>(
      `trace ${reference}`,
    );
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', dateStyle: 'full' });
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit' });
    const told = parts.find(({ name }) => name === 'time')?.text.replaceAll(',', '') ?? '';
    const moments = [Date.parse(at), Date.parse(at) - 60_000].map(
      moment => `${day.format(moment).replaceAll(',', '')} at ${hour.format(moment)}:`,
    );
    expect(moments.some(moment => told.includes(moment))).toBe(true);
    expect(await home.json('config explain timezone')).toMatchObject({ value: 'Asia/Tokyo', from: 'person' });
  });

  it('knows every spelling of a zone, and only zones', async () => {
    const home = await aHomeOfTwo();
    expect(await home.json('user timezone local europe/berlin')).toMatchObject({ timezone: 'Europe/Berlin' });
    for (const zone of ['Mars/Olympus', '""', 'off'])
      expect(await home.failure(`user timezone local ${zone}`)).toMatchObject({
        exit: 2,
        message: expect.stringContaining('Europe/Berlin or UTC'),
      });
  });

  it('of other people is for the owner to set', async () => {
    const home = await aHomeOfTwo();
    expect(await home.failure(`user timezone local UTC --as ${bob}`)).toMatchObject({ exit: 5, code: 'denied' });
    expect(await home.json(`user timezone ${bob} UTC --as ${bob}`)).toMatchObject({ timezone: 'UTC' });
  });
});
