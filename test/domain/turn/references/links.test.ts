import { describe, expect, it } from 'vitest';
import { linksIn } from '../../../../src/domain/turn/references/links.js';

const guildId = '100000000000000001';
const channelId = '800000000000000001';
const messageId = '900000000000000001';
const path = `channels/${guildId}/${channelId}/${messageId}`;
const link = { guildId, channelId, messageId };

describe('a link to a message', () => {
  it.each([
    `https://discord.com/${path}`,
    `http://discord.com/${path}`,
    `https://ptb.discord.com/${path}`,
    `https://canary.discord.com/${path}`,
    `https://discordapp.com/${path}`,
    `<https://discord.com/${path}>`,
    `Look: https://DISCORD.com/${path}?x=1, there.`,
    `[here](https://discord.com/${path})`,
  ])('is found in %s', text => {
    expect(linksIn(text, 20)).toEqual([link]);
  });

  it('may lead into direct messages', () => {
    expect(linksIn(`https://discord.com/channels/@me/${channelId}/${messageId}`, 20)).toEqual([
      { ...link, guildId: null },
    ]);
  });

  it.each([
    `https://discord.com.evil.example/${path}`,
    `https://evil-discord.org/${path}`,
    `https://discord.com/channels/${guildId}/${channelId}`,
    `https://discord.com/channels/${guildId}/${channelId}/${'9'.repeat(21)}`,
    `https://discord.com/channels/12/34/56`,
    `\`https://discord.com/${path}\``,
    `\`\`\`\nhttps://discord.com/${path}\n\`\`\``,
  ])('is not found in %s', text => {
    expect(linksIn(text, 20)).toEqual([]);
  });
});

it('finds each message once, and no more than may be', () => {
  const links = Array.from({ length: 30 }, (_, index) => `https://discord.com/channels/${guildId}/${channelId}/${900000000000000000n + BigInt(index >> 1)}`); // prettier-ignore
  expect(linksIn(links.join(' '), 20)).toHaveLength(15);
  expect(linksIn(links.join(' '), 4)).toHaveLength(4);
});

it('finds nothing in a long text that only looks like links', () => {
  expect(linksIn(`https://discord.com/channels/${'1'.repeat(500_000)}`, 20)).toEqual([]);
  expect(linksIn('https://discord.com/channels/@me/'.repeat(20_000), 20)).toEqual([]);
});
