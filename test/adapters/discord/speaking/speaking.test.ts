import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tooMany } from '../../../fakes/discord/faults.js';
import { may, usual } from '../../../fakes/discord/permissions.js';
import { stage, stageOn, teaHouse } from './stage.js';

const executed = 'POST /webhooks/:webhook/:token';
const botMay = (...without: bigint[]) => ({
  plan: {
    ...teaHouse,
    guilds: teaHouse.guilds.map(guild => ({
      ...guild,
      everyone: without.reduce((all, bit) => all & ~bit, usual),
      botMay: without.reduce((all, bit) => all & ~bit, usual | may.manageWebhooks),
    })),
  },
});

const inspected = (value: unknown) => inspect(value, { depth: 10, showHidden: true });

describe('a post', () => {
  it('is said under the name of the personality, through a webhook of our own', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    const posted = await chat.post(world.post());
    const [message] = discord.visible('general');
    expect(posted).toEqual({ kind: 'posted', id: message?.id });
    expect(message).toMatchObject({
      content: 'The lantern is lit.',
      author: { username: 'Lilith' },
      application_id: discord.world.application.id,
    });
  });

  it('makes one webhook for many who speak at once, and finds it again after a restart', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    await Promise.all(['a', 'b', 'c'].map(outboxId => chat.post(world.post({ outboxId, channelId: 'general' }))));
    await chat.post(world.post({ outboxId: 'd', channelId: 'aside' }));
    expect(discord.journal.of('webhook')).toHaveLength(1);
    await using again = await stageOn(world.discord);
    await again.chat.post(world.post({ outboxId: 'e' }));
    expect(discord.journal.of('webhook')).toHaveLength(1);
  });

  it('reaches threads and posts of forums through their parent, and no forum itself', async () => {
    await using world = await stage();
    const { chat } = world;
    await chat.post(world.post({ channelId: 'aside' }));
    await chat.post(world.post({ channelId: 'topic' }));
    expect(world.read('aside')).toEqual(['Lilith: The lantern is lit.']);
    expect(world.read('topic')).toEqual(['Lilith: The lantern is lit.']);
    await expect(chat.post(world.post({ channelId: 'forum' }))).rejects.toMatchObject({ code: 'denied' });
  });

  it.each(['my Discord clyde', 'everyone', 'X', '👩‍👩‍👧‍👦'.repeat(20), 'Admin\u200b'])(
    'is said by whoever is called %j, and found again',
    async name => {
      await using world = await stage();
      const { chat, discord, clock } = world;
      const post = world.post({ speaker: { slug: 'lilith', name, avatar: null } });
      await chat.post(post);
      expect(await chat.sightings(post, clock.now(), true)).toEqual([discord.visible('general')[0]?.id]);
    },
  );

  it('takes up the whole length where its name stands by itself, and asks for no webhook where there can be none', async () => {
    await using world = await stage({
      channels: discord => channelId => ({
        kind: 'channel',
        parentId: null,
        canWebhooks: channelId === discord.id('general'),
      }),
    });
    const { chat, discord } = world;
    const { speaker } = world.post();
    expect(chat.longestMessage(discord.id('general'), speaker)).toBe(2000);
    expect(chat.longestMessage(discord.id('elsewhere'), speaker)).toBe(2000 - '**Lilith:** '.length);
    await chat.post(world.post({ channelId: 'elsewhere' }));
    expect(world.read('elsewhere')).toEqual(['Tzurot: **Lilith:** The lantern is lit.']);
    expect(discord.journal.requests()).toHaveLength(1);
  });

  it('comes after those that were given before it', async () => {
    await using world = await stage();
    const texts = ['One.', 'Two.', 'Three.', 'Four.', 'Five.', 'Six.'];
    await Promise.all(texts.map((text, ordinal) => world.chat.post(world.post({ text, ordinal }))));
    expect(world.discord.visible('general').map(({ content }) => content)).toEqual(texts);
  });

  it('has its small print where it fits, its buttons, and no embeds behind its links', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    await chat.post(
      world.post({
        text: 'See https://evil.example/x.',
        footer: 'echo',
        buttons: ['regenerate', 'delete'],
        obeys: discord.id('ada'),
      }),
    );
    await chat.post(world.post({ text: 'x'.repeat(2000), footer: 'echo', ordinal: 1 }));
    const [first, second] = discord.visible('general');
    expect(first).toMatchObject({ content: 'See https://evil.example/x.\n-# ✦ echo', flags: 4 });
    expect(JSON.stringify(first?.components)).toContain(`v1.delete.k3v9q2mx.${discord.id('ada')}`);
    expect(second).toMatchObject({ content: 'x'.repeat(2000), flags: 0 });
  });

  it('shows what is behind a link when the host is listed', async () => {
    await using world = await stage({ listedHosts: new Set(['good.example']) });
    await world.chat.post(world.post({ text: 'https://GOOD.example/a and https://good.example/b' }));
    await world.chat.post(world.post({ text: 'https://good.example@evil.example/', ordinal: 1 }));
    expect(world.discord.visible('general').map(({ flags }) => flags)).toEqual([0, 4]);
  });

  it.each(['hang', 'reset', 'cut', 'malformed', { status: 502 }, { status: 200, body: {} }] as const)(
    'is uncertain when Discord did it and answers with %j, is not said twice, and can be found',
    async answer => {
      await using world = await stage();
      const { chat, discord, clock } = world;
      await chat.post(world.post({ text: 'Before.', outboxId: 'before' }));
      discord.faults.next(executed, { after: answer });
      const since = clock.now();
      const posting = chat.post(world.post());
      if (answer === 'hang') {
        await discord.journal.until(({ what, fault }) => what === 'request' && fault === 'hang');
        clock.expire();
      }
      expect(await posting).toMatchObject({ kind: 'uncertain' });
      expect(world.read('general')).toEqual(['Lilith: Before.', 'Lilith: The lantern is lit.']);
      const id = discord.visible('general')[1]?.id;
      expect(await chat.sightings(world.post(), since, false)).toEqual([]);
      expect(await chat.sightings(world.post(), since, true)).toEqual([id]);
      world.echo('general');
      expect(await chat.sightings(world.post(), since, false)).toEqual([id]);
    },
  );

  it('is known when its echo comes before the answer', async () => {
    await using world = await stage();
    const { chat, discord, clock } = world;
    discord.faults.next(executed, { after: 'hang' });
    const posting = chat.post(world.post());
    await discord.journal.until(({ what, fault }) => what === 'request' && fault === 'hang');
    world.echo('general');
    const [id] = await chat.sightings(world.post(), clock.now(), false);
    expect(id).toBe(discord.visible('general')[0]?.id);
    clock.expire();
    expect(await posting).toMatchObject({ kind: 'uncertain' });
  });

  it('is told apart from another with the same words by age only, and from all others by name and words', async () => {
    let lateMs = 0;
    await using world = await stage({ now: () => Date.now() + lateMs });
    const { chat, discord, clock } = world;
    const since = clock.now();
    const bob = { slug: 'raven', name: 'Raven', avatar: null };
    await chat.post(world.post({ outboxId: 'a' }));
    await chat.post(world.post({ outboxId: 'b' }));
    await chat.post(world.post({ outboxId: 'c', speaker: bob }));
    await chat.post(world.post({ outboxId: 'd', text: 'The lantern is out.' }));
    discord.people.say('general', 'ada', 'The lantern is lit.');
    const ids = discord.visible('general').map(({ id }) => id);
    expect(await chat.sightings(world.post(), since, true)).toEqual(ids.slice(0, 2));
    lateMs = 3_600_000;
    await clock.sleep(lateMs);
    expect(await chat.sightings(world.post(), clock.now(), true)).toEqual([]);
  });

  it('is found among many others, and when the clock of this machine is an hour ahead', async () => {
    await using world = await stage();
    const { chat, discord, clock } = world;
    await clock.sleep(3_600_000);
    await chat.post(world.post({ outboxId: 'before', text: 'Before.' }));
    const since = clock.now();
    for (let nth = 0; nth < 150; nth += 1) discord.people.say('general', 'ada', `Hello ${nth}`);
    discord.faults.next(executed, { after: { status: 502 } });
    await chat.post(world.post());
    for (let nth = 0; nth < 350; nth += 1) discord.people.say('general', 'ada', `Hello ${nth}`);
    expect(await chat.sightings(world.post(), since, true)).toHaveLength(1);
  });

  it('is unavailable when it certainly was not said', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    await chat.post(world.post());
    await discord.close();
    // The first request goes into a connection that only seems to be there.
    expect(await chat.post(world.post({ outboxId: 'b' }))).toMatchObject({ kind: 'uncertain' });
    await expect(chat.post(world.post({ outboxId: 'b' }))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('makes a webhook anew once when it is gone, and leaves the dead one alone', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    await chat.post(world.post());
    const [dead] = [...discord.world.webhooks.values()];
    if (dead !== undefined) {
      discord.world.webhooks.delete(dead.id);
      discord.world.webhooksOf.delete(dead.channel_id);
    }
    await chat.post(world.post({ outboxId: 'b' }));
    await chat.post(world.post({ outboxId: 'c' }));
    expect(world.read('general')).toHaveLength(3);
    expect(discord.journal.requests(executed).map(({ status }) => status)).toEqual([200, 404, 200, 200]);
  });

  it('is said by the bot when webhooks die one after the other', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    discord.faults.add({ on: executed, fault: { before: { status: 404, code: 10015 } } });
    await chat.post(world.post());
    await chat.post(world.post({ outboxId: 'b' }));
    expect(world.read('general')).toEqual([
      'Tzurot: **Lilith:** The lantern is lit.',
      'Tzurot: **Lilith:** The lantern is lit.',
    ]);
    expect(discord.journal.requests(executed)).toHaveLength(2);
    expect(world.lacked).toEqual([`${discord.id('general')} lasting-webhook`]);
  });

  it('is said by the bot where it may make no webhooks, and that is told once', async () => {
    await using world = await stage(botMay(may.manageWebhooks));
    const { chat, discord } = world;
    await chat.post(world.post());
    await chat.post(world.post({ outboxId: 'b', channelId: 'aside' }));
    expect(world.read('general')).toEqual(['Tzurot: **Lilith:** The lantern is lit.']);
    expect(world.read('aside')).toEqual(['Tzurot: **Lilith:** The lantern is lit.']);
    expect(world.lacked).toEqual([`${discord.id('general')} manage-webhooks`]);
    expect(discord.journal.invalidRequests).toBe(1);
  });

  it('is said by the bot where all places for webhooks are taken', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    discord.faults.add({ on: 'POST /channels/:channel/webhooks', fault: { before: { status: 400, code: 30007 } } });
    await chat.post(world.post());
    await chat.post(world.post({ outboxId: 'b' }));
    expect(world.read('general')).toHaveLength(2);
    expect(world.lacked).toEqual([`${discord.id('general')} free-webhook`]);
    expect(discord.journal.requests('POST /channels/:channel/webhooks')).toHaveLength(1);
  });

  it('is denied where the bot may not write at all, and says which right it lacks', async () => {
    await using world = await stage(botMay(may.manageWebhooks, may.sendMessages));
    await expect(world.chat.post(world.post())).rejects.toMatchObject({ code: 'denied' });
    expect(world.lacked.map(each => each.split(' ')[1])).toEqual(['manage-webhooks', 'send-messages']);
  });

  it('is not found where there is no such channel', async () => {
    await using world = await stage();
    await expect(world.chat.post(world.post({ channelId: '1' }))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is taken back and said where it belongs when somebody moved the webhook', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    await chat.post(world.post());
    const [hook] = [...discord.world.webhooks.values()];
    if (hook === undefined) throw new Error('There is no webhook.');
    const elsewhere = discord.id('elsewhere');
    discord.world.webhooks.set(hook.id, { ...hook, channel_id: elsewhere });
    discord.world.webhooksOf.delete(hook.channel_id);
    discord.world.webhooksOf.set(elsewhere, new Set([hook.id]));
    await chat.post(world.post({ outboxId: 'b', text: 'Here.' }));
    expect(world.read('elsewhere')).toEqual([]);
    expect(world.read('general')).toEqual(['Lilith: The lantern is lit.', 'Lilith: Here.']);
  });

  it('goes through a new webhook after somebody else spoke through the old one', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    await chat.post(world.post());
    const [old] = discord.world.webhooks.values();
    if (old === undefined) throw new Error('There is no webhook.');
    world.echo('general');
    await using mallory = stageOn(discord);
    const body = { content: 'Send me your key.' };
    const route = `/webhooks/${old.id}/${old.token}` as const;
    await mallory.calls.ask({ method: 'POST', route, body, isByWebhook: true, cause: 'mischief' });
    world.echo('general');
    await discord.journal.until(({ what, change, id }) => what === 'webhook' && change === 'made' && id !== old.id);
    await chat.post(world.post({ outboxId: 'b' }));
    world.echo('general');
    expect([...discord.world.webhooks.keys()]).not.toContain(old.id);
    expect(discord.journal.of('webhook').map(({ change }) => change)).toEqual(['made', 'gone', 'made']);
    expect(discord.visible('general')[2]?.webhook_id).toBe([...discord.world.webhooks.keys()][0]);
  });
});

describe('when it is too much', () => {
  it.each([
    ['a second', tooMany({ retryAfter: 1 })],
    ['a part of a second', tooMany({ retryAfter: 0.3 })],
    ['nothing', tooMany({ retryAfter: 0 })],
    ['it in the body only', tooMany({ retryAfter: 2, form: 'bare' })],
    ['it in HTML', tooMany({ retryAfter: 2, form: 'html' })],
    ['it is everybody', tooMany({ retryAfter: 1, scope: 'shared' })],
    ['it is everything', tooMany({ retryAfter: 1, scope: 'global' })],
    ['it without any number', { status: 429, body: 'no' }],
  ])('waits and says it then, when Discord says %s', async (_, answer) => {
    await using world = await stage();
    const { chat, discord } = world;
    discord.faults.next(executed, { before: answer }, 2);
    expect(await chat.post(world.post())).toMatchObject({ kind: 'posted' });
    expect(world.read('general')).toEqual(['Lilith: The lantern is lit.']);
    expect(discord.journal.requests(executed)).toHaveLength(3);
  });

  it('gives up, having said nothing, when it would take an hour, and asks no more in the meantime', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    discord.faults.next(executed, { before: tooMany({ retryAfter: 3600 }) });
    await expect(chat.post(world.post())).rejects.toMatchObject({ code: 'unavailable', facts: { afterMs: 3_600_050 } });
    await expect(chat.post(world.post())).rejects.toMatchObject({ code: 'unavailable' });
    expect(discord.journal.requests(executed)).toHaveLength(1);
  });

  it('asks no more than ten times in ten minutes while a storm lasts, from everywhere together', async () => {
    await using world = await stage();
    const { chat, discord, clock } = world;
    await chat.post(world.post());
    await chat.post(world.post({ channelId: 'elsewhere' }));
    const before = discord.journal.invalidRequests;
    discord.faults.add({ on: '*', fault: { before: tooMany({ retryAfter: 0 }) } });
    const end = clock.monotonic() + 600e6;
    while (clock.monotonic() < end) {
      for (const channelId of ['general', 'elsewhere']) await chat.post(world.post({ channelId })).catch(() => {});
      await clock.sleep(1000);
    }
    expect(discord.journal.invalidRequests - before).toBeLessThanOrEqual(10);
  });
});

describe('the bot’s own words', () => {
  it('go to one person alone', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    expect(await chat.tell(discord.id('ada'), 'Your key is no good any more.')).toBe(true);
    const [sent] = discord.journal.sends();
    expect(sent).toMatchObject({ content: 'Your key is no good any more.' });
  });

  it('go to nobody who does not take them, and are not tried again', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    const shy = discord.id('shy');
    expect([await chat.tell(shy, 'Hello'), await chat.tell(shy, 'Hello')]).toEqual([false, false]);
    expect(discord.journal.invalidRequests).toBe(1);
    chat.opened(shy);
    expect(await chat.tell(shy, 'Hello')).toBe(false);
    expect(discord.journal.invalidRequests).toBe(2);
  });

  it('go out about once a second', async () => {
    await using world = await stage();
    const { chat, discord, clock } = world;
    const began = clock.monotonic();
    for (let nth = 0; nth < 13; nth += 1) await chat.tell(discord.id('ada'), `Note ${nth}`);
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(10e6);
    expect(discord.journal.sends()).toHaveLength(13);
  });

  it('do not wait for what is said to others, where somebody asked for them', async () => {
    await using world = await stage();
    const { chat, discord, clock } = world;
    const channelId = discord.people.whisper('ada', 'Are you there?').channel_id;
    for (let nth = 0; nth < 13; nth += 1) await chat.post(world.post({ channelId, outboxId: `outbox-${nth}` }));
    expect(discord.journal.sends()).toHaveLength(13);
    expect(clock.slept).toEqual([]);
  });

  it.each(['hang', 'reset', { status: 502 }] as const)(
    'are said once although Discord did it and answers with %j',
    async answer => {
      await using world = await stage();
      const { chat, discord, clock } = world;
      const dm = discord.people.whisper('ada', 'Are you there?').channel_id;
      discord.faults.next('POST /channels/:channel/messages', { after: answer });
      const posting = chat.post(world.post({ channelId: dm }));
      if (answer === 'hang') {
        await discord.journal.until(({ what, fault }) => what === 'request' && fault === 'hang');
        clock.expire();
      }
      expect(await posting).toMatchObject({ kind: 'posted' });
      expect(discord.journal.sends().map(({ content }) => content)).toEqual(['**Lilith:** The lantern is lit.']);
    },
  );
});

describe('what was said', () => {
  it.each(['general', 'aside'])('is changed and taken away in %s', async channelId => {
    await using world = await stage();
    const { chat, discord } = world;
    const posted = await chat.post(world.post({ channelId, buttons: ['delete'] }));
    const id = posted.kind === 'posted' ? posted.id : '';
    expect(await chat.rewrite(world.post({ channelId, text: 'Better.' }), id)).toBe(true);
    expect(world.read(channelId)).toEqual(['Lilith: Better.']);
    expect(discord.visible(channelId)[0]?.components).toEqual([]);
    expect(await chat.erase(discord.id(channelId), id)).toBe(true);
    expect(world.read(channelId)).toEqual([]);
    expect(await chat.erase(discord.id(channelId), id)).toBe(false);
    expect(await chat.rewrite(world.post({ channelId }), id)).toBe(false);
  });

  it('is changed after a restart as well, in whichever way it was said', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    const dm = discord.people.whisper('ada', 'Are you there?').channel_id;
    const ids = [await chat.post(world.post()), await chat.post(world.post({ channelId: dm }))].map(each =>
      each.kind === 'posted' ? each.id : '',
    );
    await using again = await stageOn(discord);
    expect(await again.chat.rewrite(world.post({ text: 'Better.' }), ids[0] ?? '')).toBe(true);
    expect(await again.chat.rewrite(world.post({ channelId: dm, text: 'Better.' }), ids[1] ?? '')).toBe(true);
    expect(world.read('general')).toEqual(['Lilith: Better.']);
    expect(world.read(dm).at(-1)).toBe('Tzurot: **Lilith:** Better.');
  });

  it('can always be told from the last request whom it pings: nobody', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    const text = `@everyone @here <@${discord.id('ada')}> <@&${discord.id('Tea house')}>`;
    const dm = discord.people.whisper('ada', 'Are you there?').channel_id;
    for (const channelId of ['general', 'aside', dm]) {
      const posted = await chat.post(world.post({ channelId, text }));
      await chat.rewrite(world.post({ channelId, text }), posted.kind === 'posted' ? posted.id : '');
    }
    await chat.tell(discord.id('ada'), text);
    const said = discord.journal.requests().filter(({ body }) => JSON.stringify(body ?? {}).includes('"content"'));
    expect(said).toHaveLength(7);
    expect(said.filter(({ saysWhoIsPinged }) => saysWhoIsPinged !== true)).toEqual([]);
    expect(
      said.map(({ body }) => JSON.stringify(body)).filter(body => !body.includes('"allowed_mentions":{"parse":[]}')),
    ).toEqual([]);
    expect(discord.visible('general')[0]).toMatchObject({ mention_everyone: false, mentions: [] });
  });
});

describe('the longest message', () => {
  it('is taken by Discord, with the longest of everything, in each way of saying it', async () => {
    await using world = await stage(botMay(may.manageWebhooks));
    const { chat, discord } = world;
    const speaker = { slug: 'lilith', name: '*'.repeat(100), avatar: null };
    const dm = discord.people.whisper('ada', 'Are you there?').channel_id;
    for (const channelId of ['general', dm]) {
      const longest = chat.longestMessage(discord.id(channelId), speaker);
      const text = 'x'.repeat(longest);
      const buttons = ['regenerate', 'delete', 'what-happened'] as const;
      const posted = await chat.post(
        world.post({ channelId, speaker, text, buttons, obeys: '9'.repeat(20), footer: 'f'.repeat(3000) }),
      );
      expect(posted).toMatchObject({ kind: 'posted' });
      expect(world.read(channelId).at(-1)?.endsWith(`:** ${text}`)).toBe(true);
    }
  });
});

describe('what goes wrong', () => {
  it('never tells the address or the text it was about', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    await chat.post(world.post());
    const [hook] = [...discord.world.webhooks.values()];
    const answers = [
      { status: 502 },
      { status: 400, code: 50035 },
      { status: 403, code: 50013 },
      { status: 401, body: '<html>' },
      'reset',
    ] as const;
    for (const [nth, answer] of answers.entries()) {
      discord.faults.next('*', { before: answer }, 3);
      const failure: unknown = await chat.post(world.post({ text: 'Confided.', ordinal: nth + 1 })).then(
        posted => (posted.kind === 'uncertain' ? posted.cause : posted),
        (error: unknown) => error,
      );
      discord.faults.clear();
      const all = inspected(failure);
      expect(all).not.toContain(hook?.token);
      expect(all).not.toContain(discord.token);
      expect(all).not.toContain('Confided');
      expect(all).not.toContain('http://');
    }
    expect(JSON.stringify(world.log.lines)).not.toContain(hook?.token);
  });
});
