import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { drafts } from '../../../../src/adapters/discord/speaking/drafts.js';
import type { Draft, Post, Posted } from '../../../../src/ports/chat.js';
import { fakeClock } from '../../../fakes/clock.js';
import { stage, stageOn } from './stage.js';

const lilith = { slug: 'lilith', name: 'Lilith', avatar: null };
const draft = (text: string): Draft => ({ outboxId: 'outbox-1', channelId: '1', speaker: lilith, text });

function easel(answer: (post: Post) => Promise<Posted> = async () => ({ kind: 'posted', id: '100' })) {
  const clock = fakeClock();
  const shown: string[] = [];
  const drawing = drafts({
    clock,
    longest: () => 2000,
    post: async post => {
      shown.push(`post ${post.text}`);
      return answer(post);
    },
    rewrite: async (post, id) => {
      shown.push(`${id} ${post.text}`);
      return true;
    },
    erase: async (_, id) => {
      shown.push(`erase ${id}`);
      return true;
    },
    drafted: (_, id) => shown.push(`drafted ${id}`),
    failed: () => shown.push('failed'),
  });
  return { clock, shown, drawing };
}

describe('a draft', () => {
  it('is shown at the ends of sentences, every second and a half at most, as the last word has it', async () => {
    const { clock, shown, drawing } = easel();
    drawing.show(draft('One'));
    drawing.show(draft('One. Tw'));
    await clock.advance(0);
    expect(shown).toEqual(['post One.', 'drafted 100']);
    drawing.show(draft('One. Two. Th'));
    await clock.advance(1000);
    drawing.show(draft('One. Two. Three. Fo'));
    await clock.advance(400);
    expect(shown).toHaveLength(2);
    await clock.advance(100);
    expect(shown).toEqual(['post One.', 'drafted 100', '100 One. Two. Three.']);
    await clock.advance(60_000);
    expect(shown).toHaveLength(3);
  });

  it('is taken back when nothing comes of it, and begins anew when something does after all', async () => {
    const { clock, shown, drawing } = easel();
    drawing.show(draft('One.'));
    await clock.advance(0);
    drawing.show(draft(''));
    await clock.advance(0);
    drawing.show(draft('Uno.'));
    await clock.advance(1500);
    expect(shown).toEqual(['post One.', 'drafted 100', 'erase 100', 'post Uno.', 'drafted 100']);
  });

  it('shows nothing more once it is settled, and is forgotten when it is done', async () => {
    const { clock, shown, drawing } = easel();
    drawing.show(draft('One.'));
    await clock.advance(0);
    drawing.show(draft('One. Two.'));
    expect(await drawing.settle('outbox-1')).toEqual({ kind: 'shown', id: '100' });
    drawing.done('outbox-1');
    drawing.show(draft('One. Two. Three.'));
    await clock.advance(60_000);
    expect(shown).toEqual(['post One.', 'drafted 100']);
    expect(await drawing.settle('outbox-1')).toEqual({ kind: 'nothing' });
  });

  it('is given up when it cannot be shown', async () => {
    const { clock, shown, drawing } = easel(async () => Promise.reject(new Error('no')));
    drawing.show(draft('One.'));
    await clock.advance(0);
    drawing.show(draft('One. Two.'));
    await clock.advance(60_000);
    expect(shown).toEqual(['post One.', 'failed']);
    expect(await drawing.settle('outbox-1')).toEqual({ kind: 'nothing' });
  });

  it('becomes the first part of the answer', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    chat.draft({ ...draft('One. Tw'), channelId: discord.id('general') });
    await discord.journal.until(({ what }) => what === 'message');
    const posted = await chat.post(world.post({ text: 'One. Two.', footer: 'echo' }));
    await chat.post(world.post({ text: 'Three.', ordinal: 1 }));
    expect(world.read('general')).toEqual(['Lilith: One. Two.\n-# ✦ echo', 'Lilith: Three.']);
    expect(world.drafted).toEqual([posted.kind === 'posted' ? posted.id : '']);
  });

  it('becomes the answer also when nobody knew at first whether it arrived', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    discord.faults.next('POST /webhooks/:webhook/:token', { after: { status: 502 } });
    chat.draft({ ...draft('One. Tw'), channelId: discord.id('general') });
    await discord.journal.until(({ what }) => what === 'message');
    await chat.post(world.post({ text: 'One. Two.' }));
    expect(world.read('general')).toEqual(['Lilith: One. Two.']);
  });

  it('is posted anew when somebody took the draft away', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    chat.draft({ ...draft('One. Tw'), channelId: discord.id('general') });
    await discord.journal.until(({ what }) => what === 'message');
    const [shown] = discord.visible('general');
    await using other = stageOn(discord);
    await other.chat.erase(discord.id('general'), shown?.id ?? '');
    await chat.post(world.post({ text: 'One. Two.' }));
    expect(world.read('general')).toEqual(['Lilith: One. Two.']);
  });

  it('throws nothing where it can be shown nowhere', async () => {
    await using world = await stage();
    expect(() => world.chat.draft({ ...draft('One. Two.'), channelId: 'nowhere' })).not.toThrow();
    await settled();
  });
});
