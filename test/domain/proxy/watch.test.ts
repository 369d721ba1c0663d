import { describe, expect, it } from 'vitest';
import { aCopy, aProxied, aSaid, aWorld, channel, garden, inPrivate, soFar } from './world.js';

const bob = { accountId: 'bob', name: 'Bob', kind: 'person' } as const;

describe('who waits', () => {
  it('is somebody who speaks through a proxy, until three seconds after they were heard', async () => {
    const { clock, watch } = aWorld();
    watch.heard(aSaid());
    await clock.advance(1_000);
    const held = watch.hold(aSaid());
    await clock.advance(1_999);
    expect(await soFar(held)).toBe('waits');
    await clock.advance(1);
    expect(await held).toBe('free');
  });

  it('is nobody else, and everybody is asked about once a day', async () => {
    const { clock, watch, proxies } = aWorld();
    for (const id of ['1', '2']) expect(await watch.hold(aSaid({ id, author: bob }))).toBe('free');
    await clock.advance(86_399_000);
    expect(await watch.hold(aSaid({ id: '3', author: bob }))).toBe('free');
    expect(proxies.asked).toEqual(['bob']);
    await clock.advance(1_000);
    proxies.join('bob');
    expect(await soFar(watch.hold(aSaid({ id: '4', author: bob })))).toBe('waits');
    expect(proxies.asked).toEqual(['bob', 'bob']);
  });

  it('is asked about once, however much they say at once', async () => {
    const { watch, proxies } = aWorld();
    const held = ['1', '2', '3'].map(id => watch.hold(aSaid({ id })));
    expect(await Promise.all(held.map(soFar))).toEqual(['waits', 'waits', 'waits']);
    expect(proxies.asked).toEqual(['ada']);
  });

  it('is nobody while nobody can be asked, and that is tried again after a minute', async () => {
    const { clock, watch, proxies, log } = aWorld();
    proxies.fail();
    expect(await watch.hold(aSaid({ id: '1' }))).toBe('free');
    expect(await watch.hold(aSaid({ id: '2' }))).toBe('free');
    expect(proxies.asked).toEqual(['ada']);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
    proxies.recover();
    await clock.advance(60_000);
    expect(await soFar(watch.hold(aSaid({ id: '3' })))).toBe('waits');
  });

  it('is nobody in a server without a proxy bot, or in a direct message, and nobody is asked', async () => {
    const { watch, proxies } = aWorld();
    const { where } = aSaid();
    const elsewhere = { ...where, venue: { ...where.venue, guildId: '800000000000000009' } };
    expect(await watch.hold(aSaid({ id: '1', where: elsewhere }))).toBe('free');
    expect(await watch.hold(inPrivate())).toBe('free');
    expect(proxies.asked).toEqual([]);
    watch.heard(aCopy({ where: elsewhere }));
    expect(await soFar(watch.hold(aSaid({ id: '2', where: elsewhere })))).toBe('waits');
  });

  it('is no copy', async () => {
    const { watch } = aWorld();
    expect(await watch.hold(aCopy())).toBe('free');
  });

  it('is somebody who was seen to, whatever the service says of them', async () => {
    const { clock, watch, proxies, erase } = aWorld();
    watch.heard(aSaid({ id: '1', author: bob }));
    expect(await watch.hold(aSaid({ id: '1', author: bob }))).toBe('free');
    const resolved = watch.resolve(aCopy());
    void erase('1');
    await clock.advance(1_000);
    expect(await resolved).toMatchObject({ proxied: { accountId: 'bob' }, fate: 'answered' });
    expect(await soFar(watch.hold(aSaid({ id: '2', author: bob })))).toBe('waits');
    expect(proxies.asked.filter(asked => asked === 'bob')).toHaveLength(1);
  });

  it('is heard once, however often they are brought', async () => {
    const { clock, watch } = aWorld();
    watch.heard(aSaid());
    await clock.advance(2_000);
    watch.heard(aSaid());
    const held = watch.hold(aSaid());
    await clock.advance(1_000);
    expect(await soFar(held)).toBe('free');
  });

  it.each(['ada', 'bob'])('leaves the copy to be answered when the answer is broken off: %s', async accountId => {
    const { watch, proxies } = aWorld();
    const over = new AbortController();
    const held = watch.hold(aSaid({ author: { ...bob, accountId } }), over.signal);
    over.abort(new Error('over'));
    await expect(held).rejects.toThrow('over');
    proxies.post('copy', aProxied());
    expect(await watch.resolve(aCopy())).toMatchObject({ fate: 'answer' });
  });
});

describe('who speaks', () => {
  it('is whom the service names', async () => {
    const { watch, proxies } = aWorld();
    proxies.post('copy', aProxied());
    expect(await watch.resolve(aCopy())).toEqual({
      proxied: aProxied(),
      originalId: 'original',
      fate: 'answer',
      replyTo: null,
    });
  });

  it('is whom it names a moment later, when the copy came first', async () => {
    const { clock, watch, proxies } = aWorld();
    const resolved = watch.resolve(aCopy());
    await clock.advance(999);
    expect(await soFar(resolved)).toBe('waits');
    proxies.post('copy', aProxied());
    await clock.advance(1);
    expect(await resolved).toMatchObject({ proxied: aProxied() });
    expect(proxies.asked).toEqual(['copy', 'copy']);
  });

  it('is whose message was deleted for it, when the service does not answer, which is asked once', async () => {
    const { clock, watch, proxies, erase } = aWorld();
    proxies.fail();
    watch.heard(aSaid());
    const resolved = watch.resolve(aCopy());
    void erase('original');
    await clock.advance(1_000);
    expect(await resolved).toMatchObject({
      proxied: { accountId: 'ada', originalId: 'original', memberId: null, name: null, displayName: 'Hana | Garden' },
      fate: 'answer',
    });
    expect(proxies.asked).toEqual(['copy']);
  });

  it('is whose message was deleted before the copy came, when the service does not know it', async () => {
    const { clock, watch, erase } = aWorld();
    watch.heard(aSaid());
    void erase('original');
    await clock.advance(500);
    const resolved = watch.resolve(aCopy());
    await clock.advance(1_000);
    expect(await resolved).toMatchObject({ proxied: { accountId: 'ada' } });
  });

  it('is nobody, when nothing is known within four seconds', async () => {
    const { clock, watch } = aWorld();
    const resolved = watch.resolve(aCopy());
    await clock.advance(3_999);
    expect(await soFar(resolved)).toBe('waits');
    await clock.advance(1);
    expect(await resolved).toEqual({ proxied: null, originalId: null, fate: 'answer', replyTo: null });
  });

  it('is asked of each message, since all come from one webhook', async () => {
    const { watch, proxies } = aWorld();
    proxies.post('1', aProxied());
    proxies.post('2', aProxied({ accountId: 'bob', originalId: 'other', memberId: 'rex-uuid', name: 'rex' }));
    const [one, two] = await Promise.all([watch.resolve(aCopy({ id: '1' })), watch.resolve(aCopy({ id: '2' }))]);
    expect([one.proxied?.accountId, two.proxied?.accountId]).toEqual(['ada', 'bob']);
  });

  it('is told apart when two speak at once, and the service does not answer', async () => {
    const { clock, watch, proxies, erase } = aWorld();
    proxies.fail();
    watch.heard(aSaid());
    watch.heard(aSaid({ id: 'other', author: bob, text: 'r: good evening' }));
    const both = [watch.resolve(aCopy({ id: '1' })), watch.resolve(aCopy({ id: '2', text: 'good evening' }))];
    void erase('other', 'original');
    await clock.advance(1_000);
    const speakers = (await Promise.all(both)).map(({ proxied }) => proxied?.accountId);
    expect(speakers).toEqual(['ada', 'bob']);
  });

  it('is nobody when two say the same at once, the service does not answer, and each is answered once', async () => {
    const { clock, watch, proxies, erase } = aWorld();
    proxies.fail();
    watch.heard(aSaid());
    watch.heard(aSaid({ id: 'other', author: bob, text: 'r: hello @Lilith' }));
    const both = [watch.resolve(aCopy({ id: '1' })), watch.resolve(aCopy({ id: '2' }))];
    void erase('other', 'original');
    await clock.advance(4_000);
    expect(await Promise.all(both)).toMatchObject([
      { proxied: null, fate: 'answer' },
      { proxied: null, fate: 'answer' },
    ]);
  });

  it('is not waited for when the program leaves', async () => {
    const { watch } = aWorld();
    const over = new AbortController();
    const resolved = watch.resolve(aCopy(), over.signal);
    over.abort(new Error('over'));
    await expect(resolved).rejects.toThrow('over');
  });
});

describe('a copy', () => {
  it('gets the answer that was held for its original', async () => {
    const { watch, proxies } = aWorld();
    watch.heard(aSaid());
    const held = watch.hold(aSaid());
    proxies.post('copy', aProxied());
    expect(await watch.resolve(aCopy())).toMatchObject({ fate: 'awaited' });
    expect(await held).toBe('copied');
  });

  it('is answered itself when its original is gone', async () => {
    const { watch, proxies, erase } = aWorld();
    watch.heard(aSaid());
    const held = watch.hold(aSaid());
    void erase('original');
    expect(await held).toBe('gone');
    proxies.post('copy', aProxied());
    expect(await watch.resolve(aCopy())).toMatchObject({ fate: 'answer' });
  });

  it('is not answered when its original was', async () => {
    const { clock, watch, proxies } = aWorld();
    watch.heard(aSaid());
    const held = watch.hold(aSaid());
    await clock.advance(3_000);
    expect(await held).toBe('free');
    proxies.post('copy', aProxied());
    expect(await watch.resolve(aCopy())).toMatchObject({ fate: 'answered', proxied: aProxied() });
  });

  it('has the same fate when it is brought again', async () => {
    const { watch, proxies } = aWorld();
    proxies.post('copy', aProxied());
    const fates = [await watch.resolve(aCopy()), await watch.resolve(aCopy())].map(({ fate }) => fate);
    expect(fates).toEqual(['answer', 'answer']);
  });

  it('replies to what its original replied to', async () => {
    const { watch, proxies } = aWorld();
    const replyTo = { messageId: '600000000000000001', channelId: channel, message: null };
    watch.heard(aSaid({ replyTo }));
    proxies.post('copy', aProxied());
    expect(await watch.resolve(aCopy())).toMatchObject({ replyTo });
  });

  it('replies to what it links to, when nobody heard its original', async () => {
    const { watch, proxies } = aWorld();
    proxies.post('copy', aProxied());
    const link = `https://discord.com/channels/${garden}/${channel}/600000000000000001`;
    const resolved = await watch.resolve(aCopy({ embedded: [`**[Reply to:](${link})** hello`] }));
    expect(resolved.replyTo).toEqual({ messageId: '600000000000000001', channelId: channel, message: null });
  });
});

describe('a deletion', () => {
  it('that a proxy bot made is nobody’s wish', async () => {
    const { clock, watch, proxies, erase } = aWorld();
    watch.heard(aSaid());
    const erased = erase('original', 'other');
    proxies.post('copy', aProxied());
    await watch.resolve(aCopy());
    await clock.advance(5_000);
    expect(await erased).toEqual({ channelId: channel, ids: ['other'] });
  });

  it('of an original that was answered before its copy came is nobody’s wish', async () => {
    const { clock, watch, proxies, erase } = aWorld();
    watch.heard(aSaid());
    expect(await soFar(watch.hold(aSaid()))).toBe('waits');
    await clock.advance(3_000);
    proxies.post('copy', aProxied());
    await watch.resolve(aCopy());
    expect(await soFar(erase('original'))).toEqual({ channelId: channel, ids: [] });
  });

  it('that somebody else made is told once it is sure', async () => {
    const { clock, watch, erase } = aWorld();
    watch.heard(aSaid());
    const erased = erase('original');
    await clock.advance(4_999);
    expect(await soFar(erased)).toBe('waits');
    await clock.advance(1);
    expect(await erased).toEqual({ channelId: channel, ids: ['original'] });
  });

  it('of what was said long ago, or where there is no proxy bot, is told at once', async () => {
    const { clock, watch, erase } = aWorld();
    watch.heard(aSaid());
    await clock.advance(31_000);
    watch.heard(aSaid({ id: 'later' }));
    watch.heard(inPrivate());
    expect(await soFar(erase('original'))).toEqual({ channelId: channel, ids: ['original'] });
  });
});
