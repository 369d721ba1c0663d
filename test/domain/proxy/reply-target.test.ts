import { describe, expect, it } from 'vitest';
import { replyTargetOf } from '../../../src/domain/proxy/reply-target.js';
import { aCopy, aSaid, channel, garden, inPrivate } from './world.js';

const link = (guild: string, message: string) => `https://discord.com/channels/${guild}/${channel}/${message}`;
const one = '600000000000000001';
const two = '600000000000000002';

const quoting = (...embedded: string[]) => replyTargetOf(aCopy({ embedded }), undefined);
const found = { messageId: one, channelId: channel, message: null };

describe('what a copy replies to', () => {
  it('is what its original replied to', () => {
    const replyTo = { messageId: two, channelId: channel, message: aSaid({ id: two }) };
    const embedded = [`**[Reply to:](${link(garden, one)})** hello`];
    expect(replyTargetOf(aCopy({ embedded }), aSaid({ replyTo }))).toBe(replyTo);
  });

  it('is nothing where its original replied to nothing', () => {
    expect(replyTargetOf(aCopy({ embedded: [`[Look](${link(garden, one)})`] }), aSaid())).toBeNull();
  });

  it.each([
    ['in bold', `**[Reply to:](${link(garden, one)})** hello`],
    ['plain', `[Reply to:](${link(garden, one)}) hello`],
    ['in other words', `**[(click to see attachment)](${link(garden, one)})**`],
    ['before another link', `**[Reply to:](${link(garden, one)})** look at ${link(garden, two)}`],
  ])('is linked to at the beginning of an embed: %s', (_, description) => {
    expect(quoting(description)).toEqual(found);
    expect(quoting('A film', description)).toEqual(found);
  });

  it.each([
    ['nothing', ''],
    ['words', 'hello'],
    ['a link that somebody typed', link(garden, one)],
    ['a link further on', `look: [here](${link(garden, one)})`],
    ['a link to another server', `[Reply to:](${link('800000000000000002', one)})`],
    ['a link to a direct message', `[Reply to:](${link('@me', one)})`],
    ['a link to another site', `[Reply to:](https://evil.example/channels/${garden}/${channel}/${one})`],
  ])('is not known from %s in an embed', (_, description) => {
    expect(quoting(description)).toBeNull();
  });

  it('does not lead out of a direct message', () => {
    const { where } = inPrivate();
    expect(replyTargetOf(aCopy({ where, embedded: [`[Reply to:](${link(garden, one)})`] }), undefined)).toBeNull();
  });
});
