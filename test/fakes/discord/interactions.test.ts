import { once } from 'node:events';
import { MessageFlags, type ChatInputCommandInteraction, type Interaction } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { together, type Together } from './client.ts';
import type { Options } from './open.ts';

const withCommands = async (options: Options = {}): Promise<Together> => {
  const both = await together(options);
  await both.client.application.commands.set([
    { name: 'ping', description: 'Is anybody there?' },
    {
      name: 'channel',
      description: 'Channels.',
      options: [
        {
          type: 1,
          name: 'activate',
          description: 'Here.',
          options: [{ type: 3, name: 'personality', description: 'Who.', required: true, autocomplete: true }],
        },
      ],
    },
  ]);
  return both;
};

const next = async ({ client }: Together): Promise<Interaction> => (await once(client, 'interactionCreate'))[0];

const command = async (both: Together): Promise<ChatInputCommandInteraction> => {
  const interaction = await next(both);
  if (!interaction.isChatInputCommand()) throw new Error('no command');
  return interaction;
};

const button = (customId: string) =>
  ({ type: 1, components: [{ type: 2, style: 2, label: 'again', custom_id: customId }] }) as const;

describe('interactions', () => {
  test('bring a command with its options, and keep what answered it', async () => {
    await using both = await withCommands();
    const { people } = both.discord;
    const coming = command(both);
    const deed = people.useCommand('channel activate', { personality: 'Lila' }, 'ada', 'general');
    const interaction = await coming;
    expect([interaction.options.getSubcommand(), interaction.options.getString('personality')]).toEqual([
      'activate',
      'Lila',
    ]);
    expect(interaction.memberPermissions?.has('Administrator')).toBe(true);
    await interaction.reply({ content: 'done', flags: MessageFlags.Ephemeral });
    expect(deed).toMatchObject({ isEphemeral: true, acknowledged: { type: 4 } });
    expect(people.answerTo(deed)).toMatchObject({ content: 'done', flags: 64 });
    expect(both.discord.visible('general')).toEqual([]);
    const follow = await interaction.followUp('for all');
    expect(deed.followUpIds).toEqual([follow.id]);
    expect(both.discord.visible('general')).toMatchObject([{ content: 'for all' }]);
  });

  test('may be answered later, and the answer written anew', async () => {
    await using both = await withCommands();
    const coming = command(both);
    const deed = both.discord.people.useCommand('ping', {}, 'ada', 'general');
    const interaction = await coming;
    await interaction.deferReply();
    expect(both.discord.people.answerTo(deed)).toMatchObject({ content: '', flags: 128 });
    await interaction.editReply('pong');
    expect(both.discord.visible('general')).toMatchObject([{ content: 'pong', flags: 0, type: 20 }]);
    expect(deed.edits).toBe(1);
    await interaction.deleteReply();
    expect(both.discord.visible('general')).toEqual([]);
  });

  test('are answered once, and within three seconds', async () => {
    let now = Date.now();
    await using both = await withCommands({ now: () => now });
    const coming = command(both);
    const deed = both.discord.people.useCommand('ping', {}, 'ada', 'general');
    const interaction = await coming;
    now += 1500;
    await interaction.reply('one');
    expect(deed.acknowledgedAfter).toBe(1500);
    const callback = (token: string, id: string) =>
      both.client.rest.post(`/interactions/${id}/${token}/callback`, {
        auth: false,
        body: { type: 4, data: { content: 'two' } },
      });
    await expect(callback(deed.token, deed.id)).rejects.toMatchObject({ status: 400, code: 40060 });
    const late = both.discord.people.useCommand('ping', {}, 'ada', 'general');
    now += 3001;
    await expect(callback(late.token, late.id)).rejects.toMatchObject({ status: 404, code: 10062 });
    now += 15 * 60_000;
    await expect(interaction.editReply('too late')).rejects.toMatchObject({ status: 401, code: 50027 });
    expect(both.discord.visible('general').map(({ content }) => content)).toEqual(['one']);
  });

  test('of buttons change the message they are under', async () => {
    await using both = await withCommands();
    const channel = await both.client.channels.fetch(both.discord.id('general'));
    if (!channel?.isSendable()) throw new Error('no channel');
    const message = await channel.send({ content: 'x', components: [button('again:1')] });
    const coming = next(both);
    const deed = both.discord.people.pressButton('general', message.id, 'again:1', 'bob');
    const interaction = await coming;
    if (!interaction.isButton()) throw new Error('no button');
    expect(interaction).toMatchObject({ customId: 'again:1', user: { username: 'bob' }, message: { id: message.id } });
    await interaction.update({ content: 'y', components: [] });
    expect(deed.acknowledged?.type).toBe(7);
    expect(both.discord.visible('general')).toMatchObject([{ id: message.id, content: 'y', components: [] }]);
    expect(() => both.discord.people.pressButton('general', message.id, 'again:1', 'bob')).toThrow(/nothing called/);
  });

  test('open forms, which come back filled in', async () => {
    await using both = await withCommands();
    const coming = command(both);
    const deed = both.discord.people.useCommand('ping', {}, 'ada', 'general');
    const field = { type: 4, custom_id: 'key', label: 'Your key', style: 1 } as const;
    await (
      await coming
    ).showModal({ title: 'A key', custom_id: 'wallet', components: [{ type: 1, components: [field] }] });
    const filled = next(both);
    const form = both.discord.people.submitModal(deed, { key: 'sk-or-v1' });
    const interaction = await filled;
    if (!interaction.isModalSubmit()) throw new Error('no form');
    expect(interaction.fields.getTextInputValue('key')).toBe('sk-or-v1');
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('kept');
    expect(both.discord.people.answerTo(form)).toMatchObject({ content: 'kept', flags: 64 });
  });

  test('complete what somebody writes', async () => {
    await using both = await withCommands();
    const coming = next(both);
    const deed = both.discord.people.autocomplete(
      'channel activate',
      { personality: 'Li' },
      'personality',
      'ada',
      'general',
    );
    const interaction = await coming;
    if (!interaction.isAutocomplete()) throw new Error('no completion');
    expect(interaction.options.getFocused()).toBe('Li');
    await interaction.respond([{ name: 'Lila', value: 'lila' }]);
    expect(deed.acknowledged).toMatchObject({ type: 8, data: { choices: [{ value: 'lila' }] } });
  });

  test('arrive from direct messages too', async () => {
    await using both = await withCommands();
    const { channel_id: dm } = both.discord.people.whisper('ada', 'hi');
    const coming = command(both);
    both.discord.people.useCommand('ping', {}, 'ada', dm);
    const interaction = await coming;
    expect(interaction.inGuild()).toBe(false);
    await interaction.reply('pong');
    expect(both.discord.visible(dm).map(({ content }) => content)).toEqual(['hi', 'pong']);
  });
});
