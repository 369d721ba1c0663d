import { describe, expect, it } from 'vitest';
import type { Plan } from '../fakes/discord/build.js';
import { stage } from './stage.js';

const house: Plan = {
  people: ['ada', { name: 'bob', displayName: 'Bob the Brave' }, 'mallory'],
  guilds: [
    {
      name: 'Tea house',
      owner: 'ada',
      roles: [{ name: 'Keepers' }],
      members: ['ada', { name: 'bob', nick: 'Bobby', roles: ['Keepers'] }, 'mallory'],
      channels: [
        { name: 'general', topic: 'Tea and talk' },
        'elsewhere',
        {
          name: 'secret',
          overwrites: [
            { for: 'everyone', deny: 1n << 10n },
            { for: 'bot', allow: 1n << 10n },
          ],
        },
      ],
    },
  ],
};

/** Everything the model was shown the last time. */
const shown = ({
  questions,
}: {
  readonly questions: readonly { readonly system: string; readonly turns: readonly { readonly text: string }[] }[];
}) => {
  const last = questions.at(-1);
  return last === undefined ? '' : [last.system, ...last.turns.map(({ text }) => text)].join('\n');
};

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('what a personality knows of a channel', () => {
  it('is what others said there since it was first spoken to, by the names they have there', async () => {
    const { people, settled, model } = await stage({ plan: house });
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    people.say('general', 'bob', 'The kettle whistles.');
    people.say('elsewhere', 'bob', 'Nobody is to know of this.');
    people.say('general', 'ada', '@Lilith what did he say?');
    await settled();
    expect(shown(model)).toContain('The kettle whistles.');
    expect(shown(model)).toContain('Bobby');
    expect(shown(model)).not.toContain('Nobody is to know of this.');
  });

  it('is what is not addressed to it only as context, and never as memory', async () => {
    const { people, settled, app, personality, user, model } = await stage({ plan: house });
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    people.say('general', 'bob', 'I am afraid of owls.');
    people.say('general', 'bob', '@Lilith guess what I fear');
    await settled();
    expect(shown(model)).toContain('afraid of owls');
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.map(({ text }) => text).join('\n')).not.toContain('owls');
  });

  it('is where it is, and who speaks, with their roles', async () => {
    const { people, settled, model } = await stage({ plan: house });
    people.say('general', 'bob', '@Lilith who am I?');
    await settled();
    expect(shown(model)).toContain('Tea house');
    expect(shown(model)).toContain('general');
    expect(shown(model)).toContain('Tea and talk');
    expect(shown(model)).toContain('Bobby');
    expect(shown(model)).toContain('Roles of Bobby here: Keepers.');
  });

  it('is the message that is replied to, though it was said long before', async () => {
    const { people, settled, model, clock } = await stage({ plan: house });
    const old = people.say('general', 'bob', 'The password is swordfish.');
    await settled();
    clock.pass(86_400_000);
    people.say('general', 'ada', '@Lilith what does he mean?', { replyTo: old.id });
    await settled();
    expect(shown(model)).toContain('swordfish');
  });

  it('is what a link to a message leads to, on every address of Discord, where whoever asks may read it', async () => {
    const { people, settled, model, discord } = await stage({ plan: house });
    const said = ['canary.discord.com', 'ptb.discord.com', 'discordapp.com', 'discord.com'].map((host, index) => {
      const { id } = people.say('elsewhere', 'bob', `Fact number ${index}.`);
      return `https://${host}/channels/${discord.id('Tea house')}/${discord.id('elsewhere')}/${id}`;
    });
    const hidden = people.say('secret', 'ada', 'The treasure is under the oak.');
    await settled();
    const secret = `https://discord.com/channels/${discord.id('Tea house')}/${discord.id('secret')}/${hidden.id}`;
    people.say('general', 'mallory', `@Lilith look: ${said.join(' ')} ${secret}`);
    await settled();
    for (const index of said.keys()) expect(shown(model)).toContain(`Fact number ${index}.`);
    expect(shown(model)).not.toContain('treasure');
  });

  it('quotes no more messages than the personality is set to', async () => {
    const { people, settled, model, discord } = await stage({ plan: house, config: { 'references.messages': 1 } });
    const links = [1, 2, 3].map(index => {
      const { id } = people.say('elsewhere', 'bob', `Fact number ${index}.`);
      return `https://discord.com/channels/${discord.id('Tea house')}/${discord.id('elsewhere')}/${id}`;
    });
    await settled();
    people.say('general', 'ada', `@Lilith look: ${links.join(' ')}`);
    await settled();
    expect(shown(model).match(/Fact number \d/g)).toHaveLength(1);
  });

  it('are people, channels and roles by their names, where a message mentions them', async () => {
    const { people, settled, model, discord } = await stage({ plan: house });
    const [bob, elsewhere, keepers] = ['bob', 'elsewhere', 'Keepers'].map(discord.id);
    people.say('general', 'ada', `@Lilith ask <@${bob}> in <#${elsewhere}> about the <@&${keepers}>`);
    await settled();
    const { last } = model.questions[0] ?? { last: '' };
    expect(last).toMatch(/ask @(?:Bobby|Bob the Brave) in #elsewhere about the @Keepers/);
  });

  it('are embeds, stickers, polls and forwarded messages, in words', async () => {
    const { people, settled, model } = await stage({ plan: house });
    const forwarded = people.say('elsewhere', 'bob', 'Read all about it.');
    people.say('general', 'ada', '@Lilith one', { embeds: [{ title: 'A headline', description: 'A summary' }] });
    await settled();
    expect(shown(model)).toContain('A headline');
    people.say('general', 'ada', '@Lilith two', { stickers: [{ id: '1', name: 'Waving cat' }] });
    await settled();
    expect(shown(model)).toContain('Waving cat');
    people.say('general', 'ada', '@Lilith three', {
      poll: { question: { text: 'Tea or coffee?' }, answers: [{ answer_id: 1, poll_media: { text: 'Tea' } }] },
    });
    await settled();
    expect(shown(model)).toContain('Tea or coffee?');
    const forward = people.say('general', 'bob', '', { forward: { channel: 'elsewhere', message: forwarded.id } });
    people.say('general', 'ada', '@Lilith four', { replyTo: forward.id });
    await settled();
    expect(shown(model)).toContain('Read all about it.');
  });

  it('are text files that hang on a message, and what is lost is said', async () => {
    const { people, settled, model, discord } = await stage({ plan: house });
    const attachments = [{ name: 'poem.txt', text: 'Roses are grey in the dark.' }];
    people.say('general', 'ada', '@Lilith read this', { attachments });
    await settled();
    expect(shown(model)).toContain('Roses are grey in the dark.');
    discord.faults.clear();
    const held = model.hold();
    people.say('general', 'ada', '@Lilith wait');
    await held.asked();
    const second = people.say('general', 'ada', '@Lilith read that', {
      attachments: [{ name: 'gone.txt', text: 'Lost words.' }],
    });
    people.loseFile(second.attachments[0]?.url ?? '');
    held.go();
    await settled();
    expect(shown(model)).not.toContain('Lost words.');
    expect(shown(model)).toContain('gone.txt');
  });

  it('are pictures, for a model that sees', async () => {
    const { people, settled, model } = await stage({
      plan: house,
      models: 'openrouter',
      env: { TZUROT_LLM_MODEL: 'openai/gpt-4o-mini' },
    });
    people.say('general', 'ada', '@Lilith look', {
      attachments: [{ name: 'dot.png', type: 'image/png', base64: onePixel }],
    });
    await settled();
    expect(shown(model)).toContain('dot.png');
    expect(model.questions[0]?.pictures).toBe(1);
  });

  it('is in the history what it said itself, under its own name, whoever asked', async () => {
    const { people, settled, model } = await stage({ plan: house, personalities: { Lilith: [], Anna: [] } });
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    people.say('general', 'bob', '@Anna what did she say?');
    await settled();
    expect(shown(model)).toContain('Lilith gives answer 1.');
    expect(model.questions[1]?.turns.some(({ role, text }) => role === 'assistant' && text.includes('Lilith gives'))).toBe(false); // prettier-ignore
  });
});

describe('what was said in private', () => {
  it('does not surface where others read along', async () => {
    const { people, settled, model } = await stage({ plan: house });
    people.whisper('bob', '@Lilith my secret is that I dread marmalade');
    await settled();
    people.say('general', 'bob', '@Lilith do you know my secret about marmalade?');
    people.say('general', 'ada', '@Lilith tell me what Bob dreads');
    await settled();
    const [, ...public_] = model.questions;
    expect(public_).toHaveLength(2);
    for (const { system, turns } of public_)
      expect(`${system}${turns.map(({ text }) => text).join('')}`).not.toContain('dread marmalade');
  });

  it('is remembered there', async () => {
    const { people, settled, model, clock, app, discord } = await stage({ plan: house });
    const first = people.whisper('bob', '@Lilith I collect brass lanterns');
    await settled();
    await app.conversation.begin({
      channelId: first.channel_id,
      platform: 'discord',
      guildId: null,
      kind: 'dm',
      isPublic: false,
    });
    clock.pass(86_400_000);
    people.whisper('bob', 'What do I collect, lanterns?');
    await settled();
    expect(discord.world.dms.size).toBe(1);
    expect(shown(model)).toContain('brass lanterns');
  });
});

describe('what somebody changes or takes back', () => {
  it('is changed in history and memory', async () => {
    const { people, settled, followed, model, app, personality, user } = await stage({ plan: house });
    const said = people.say('general', 'bob', '@Lilith I live in Paris');
    await settled();
    people.edit('general', said.id, '@Lilith I live in Rome');
    await followed('reworded', said);
    people.say('general', 'bob', '@Lilith where do I live?');
    await settled();
    expect(shown(model)).toContain('Rome');
    expect(shown(model)).not.toContain('Paris');
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    const texts = kept.map(({ text }) => text).join('\n');
    expect(texts).toContain('Rome');
    expect(texts).not.toContain('Paris');
  });

  it('is gone from history and memory, one by one and many at once', async () => {
    const { people, settled, followed, model, app, personality, user } = await stage({ plan: house });
    const said = ['badgers', 'weasels', 'stoats'].map(word => people.say('general', 'bob', `@Lilith I like ${word}`));
    await settled();
    const [one, two, three] = said;
    if (one === undefined || two === undefined || three === undefined) throw new Error('Something was not said.');
    people.erase('general', one.id);
    await followed('withdrawn', one);
    people.eraseAll('general', [two.id, three.id]);
    await followed('withdrawn', three);
    people.say('general', 'bob', '@Lilith what do I like?');
    await settled();
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    const texts = `${shown(model)}\n${kept.map(({ text }) => text).join('\n')}`;
    for (const word of ['badgers', 'weasels', 'stoats']) expect(texts).not.toContain(word);
  });

  it('is followed though the answer is still being made', async () => {
    const { people, settled, followed, model, app, personality, user } = await stage({ plan: house });
    const held = model.hold();
    const changed = people.say('general', 'ada', '@Lilith I live in Paris');
    const gone = people.say('general', 'bob', '@Lilith I fear owls');
    await held.asked(2);
    people.edit('general', changed.id, '@Lilith I live in Rome');
    people.erase('general', gone.id);
    await Promise.all([followed('reworded', changed), followed('withdrawn', gone)]);
    held.go();
    await settled();
    await Promise.all([followed('reworded', changed, 2), followed('withdrawn', gone, 2)]);
    const { id } = await personality('lilith');
    const kept = async (name: string) => (await app.memory.list(id, (await user(name)).id, undefined)).map(({ text }) => text).join('\n'); // prettier-ignore
    expect(await kept('ada')).toContain('Rome');
    expect(await kept('ada')).not.toContain('Paris');
    expect(await kept('bob')).not.toContain('owls');
  });

  it('is not answered for a name that was put in later', async () => {
    const { people, settled, answers } = await stage({ plan: house });
    const said = people.say('general', 'bob', 'Hello?');
    await settled();
    people.edit('general', said.id, '@Lilith hello?');
    people.say('general', 'bob', 'Never mind.');
    await settled();
    expect(answers('general')).toEqual([]);
  });

  it('is not what Discord adds by itself to a link', async () => {
    const { people, settled, app, personality, user } = await stage({ plan: house });
    const said = people.say('general', 'bob', '@Lilith see https://example.com/');
    await settled();
    people.unfurl('general', said.id, [{ title: 'An example' }]);
    people.say('general', 'bob', '@Lilith and?');
    await settled();
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    expect(kept.some(({ text }) => text.includes('see https://example.com/'))).toBe(true);
  });

  it('is an answer that somebody with the right to do so takes away', async () => {
    const { people, settled, followed, model, answers } = await stage({ plan: house });
    model.behave((_, index) => (index === 1 ? 'A dreadful thing to say.' : undefined));
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    const [said] = answers('general');
    if (said === undefined) throw new Error('Nothing was said.');
    people.erase('general', said.id);
    await followed('withdrawn', said);
    people.say('general', 'bob', '@Lilith again?');
    await settled();
    expect(shown(model)).not.toContain('dreadful');
  });

  it('is an overheard line as well', async () => {
    const { people, settled, model } = await stage({ plan: house });
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    const first = people.say('general', 'bob', 'I saw a ghost.');
    const second = people.say('general', 'bob', 'I saw a whale.');
    people.edit('general', first.id, 'I saw a cloud.');
    people.erase('general', second.id);
    people.say('general', 'ada', '@Lilith what did he see?');
    await settled();
    expect(shown(model)).toContain('I saw a cloud.');
    expect(shown(model)).not.toMatch(/ghost|whale/);
  });
});
