import { describe, expect, test } from 'vitest';
import type { Overheard } from '../../../../src/domain/inbox/said.js';
import { recentMessages, type Page } from '../../../../src/adapters/discord/hearing/recent.js';

const aMessage = (id: number, text = `message ${id}`, channelId = 'general'): Overheard => ({
  id: String(id),
  channelId,
  channelName: null,
  author: { accountId: '1', name: 'ada', kind: 'person' },
  text,
  mentions: { people: [], channels: [], roles: [] },
  asides: [],
  saidAt: id,
});

const pageOf = (...ids: number[]): Page => ({ messages: ids.map(id => aMessage(id)), isAll: ids.length < 100 });

/** What Discord answers comes when the test says so. */
function made(isConnected = () => true) {
  const asked: string[] = [];
  const [pages, waiting]: [(Page | Error)[], (() => void)[]] = [[], []];
  const recent = recentMessages(async (channelId, most, before) => {
    asked.push(`${channelId} ${most}${before === undefined ? '' : ` before ${before}`}`);
    if (pages.length === 0) await new Promise<void>(resolve => void waiting.push(resolve));
    const page = pages.shift() ?? new Error('Nobody answered.');
    if (page instanceof Error) throw page;
    return page;
  }, isConnected);
  const answer = (page: Page | Error) => {
    pages.push(page);
    waiting.shift()?.();
  };
  const filled = async (...ids: number[]) => {
    const all = recent.before('general', '999999', 100);
    answer(pageOf(...ids));
    await all;
  };
  const texts = async (before = '999999', most = 100) =>
    (await recent.before('general', before, most)).map(({ text }) => text);
  return { recent, asked, answer, filled, texts };
}

describe('what was said lately', () => {
  test('is asked for once, and then heard', async () => {
    const { recent, asked, filled, texts } = made();
    await filled(1, 2);
    recent.heard(aMessage(3));
    expect(await texts()).toEqual(['message 1', 'message 2', 'message 3']);
    expect(asked).toEqual(['general 100']);
  });

  test('is what stands before a message, the newest of it, oldest first', async () => {
    const { recent, filled, texts } = made();
    await filled(9, 10, 8);
    recent.heard(aMessage(11));
    expect(await texts('11', 2)).toEqual(['message 9', 'message 10']);
    expect(await texts('9', 5)).toEqual(['message 8']);
    expect(await texts('9', 0)).toEqual([]);
  });

  test('follows edits and deletions, also of what is still being asked for', async () => {
    const { recent, answer, texts } = made();
    const first = texts();
    recent.heard(aMessage(4));
    recent.edited({ id: '1', channelId: 'general', text: 'edited early' });
    recent.erased({ channelId: 'general', ids: ['2'] });
    answer(pageOf(1, 2, 3, 4));
    expect(await first).toEqual(['edited early', 'message 3', 'message 4']);
    recent.edited({ id: '3', channelId: 'general', text: 'edited late' });
    recent.erased({ channelId: 'general', ids: ['4'] });
    expect(await texts()).toEqual(['edited early', 'edited late']);
  });

  test('is asked for again after something may have been missed', async () => {
    const { recent, asked, filled, texts, answer } = made();
    await filled(1);
    recent.forget();
    const again = texts();
    answer(pageOf(1, 2));
    expect(await again).toEqual(['message 1', 'message 2']);
    expect(asked).toHaveLength(2);
  });

  test('is asked for each time while nothing can be heard', async () => {
    let isConnected = true;
    const { asked, filled, texts, answer } = made(() => isConnected);
    await filled(1);
    isConnected = false;
    const now = texts('5', 3);
    answer(pageOf(2));
    expect(await now).toEqual(['message 2']);
    expect(asked).toEqual(['general 100', 'general 3 before 5']);
  });

  test('is asked for when it is older than what is kept', async () => {
    const { recent, asked, filled, texts, answer } = made();
    await filled(...Array.from({ length: 100 }, (_, index) => index + 100));
    recent.heard(aMessage(200));
    expect((await texts('201', 100))[0]).toBe('message 101');
    const older = texts('105', 10);
    answer(pageOf(95, 96));
    expect(await older).toEqual(['message 95', 'message 96']);
    expect(asked).toEqual(['general 100', 'general 10 before 105']);
  });

  test('is kept of at most 200 channels, those wanted last', async () => {
    const { recent, asked, answer } = made();
    const want = async (channel: string) => {
      const wanted = recent.before(channel, '9', 5);
      answer(pageOf());
      await wanted;
    };
    for (let channel = 0; channel < 200; channel++) await want(String(channel));
    await recent.before('0', '9', 5);
    await want('one more');
    expect(asked).toHaveLength(201);
    await recent.before('0', '9', 5);
    expect(asked).toHaveLength(201);
    await want('1');
    expect(asked).toHaveLength(202);
  });

  test('that could not be asked for is asked for anew', async () => {
    const { texts, answer } = made();
    const failing = texts();
    answer(new Error('no'));
    await expect(failing).rejects.toThrow('no');
    const again = texts();
    answer(pageOf(1));
    expect(await again).toEqual(['message 1']);
  });
});
