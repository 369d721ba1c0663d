import { describe, expect, it } from 'vitest';
import type { Activation } from '../../../src/domain/activation/activation.js';
import { activeIn } from '../../../src/domain/activation/here.js';
import { switchingOff } from '../../../src/domain/activation/switching-off.js';

const thread = { channelId: 'thread', parentId: 'hall' };
const hall = { channelId: 'hall', parentId: null };

const active = (channelId: string, ...slugs: readonly string[]): Activation[] =>
  slugs.map((slug, slot) => ({ channelId, slug, slot, activatedBy: null }));

const none: ReadonlySet<string> = new Set();

describe('somebody is switched off', () => {
  it('where they were activated', () => {
    const change = switchingOff('lilith', hall, active('hall', 'lilith', 'luna'), none);
    expect(change).toEqual({ removes: true, adds: [], silences: false });
  });

  it('in a thread of a channel where they alone speak', () => {
    expect(switchingOff('lilith', thread, active('hall', 'lilith'), none)).toEqual({
      removes: false,
      adds: [],
      silences: true,
    });
  });

  it('in a thread of a channel where others go on speaking', () => {
    expect(switchingOff('lilith', thread, active('hall', 'lilith', 'luna'), none)).toEqual({
      removes: false,
      adds: ['luna'],
      silences: false,
    });
  });

  it('in a thread that had only them, without calling back whom the thread had replaced', () => {
    const all = [...active('hall', 'luna'), ...active('thread', 'lilith')];
    expect(switchingOff('lilith', thread, all, none)).toEqual({ removes: true, adds: [], silences: true });
  });
});

it.each([
  ['nobody was activated', []],
  ['somebody else was', active('hall', 'luna')],
  ['they were somewhere else', active('garden', 'lilith')],
])('is nothing to switch off where %s', (_, all) => {
  expect(switchingOff('lilith', thread, all, none)).toBeUndefined();
});

it('is nothing to switch off where nobody may speak anyway', () => {
  expect(switchingOff('lilith', thread, active('hall', 'lilith'), new Set(['thread']))).toBeUndefined();
});

const slugs = ['lilith', 'luna', 'mara'];
const subsets = (): string[][] =>
  slugs.reduce<string[][]>((all, slug) => all.flatMap(each => [each, [...each, slug]]), [[]]);
const cases = subsets().flatMap(own => subsets().map(around => ({ own, around })));

it.each(cases)('changes nothing else: $own in a thread, $around around it', ({ own, around }) => {
  const all = [...active('hall', ...around), ...active('thread', ...own)];
  const before = activeIn(thread, all, none);
  for (const slug of before) {
    const change = switchingOff(slug, thread, all, none);
    const kept = all.filter(each => !(change?.removes === true && each.channelId === 'thread' && each.slug === slug));
    const after = activeIn(
      thread,
      [...kept, ...active('thread', ...(change?.adds ?? []))],
      new Set(change?.silences === true ? ['thread'] : []),
    );
    expect(after).toEqual(before.filter(each => each !== slug));
  }
});
