import { describe, expect } from 'vitest';
import type { Activation } from '../../src/domain/activation/activation.js';
import { aPersonality } from '../support/builders.js';
import { people, speakers, storesTest, type OpenStores } from './stores.js';

const inHall = { channelId: 'hall', slug: 'lilith', activatedBy: '100' } as const;
const names = (activations: readonly Activation[]) =>
  activations.map(({ channelId, slug, slot }) => `${channelId} ${slug} ${slot}`);

/** What every Activations promises. Run it against each adapter, and against the fake. */
export function activationsContract(open: OpenStores) {
  describe('keeps the Activations contract', () => {
    adding(open);
    silencing(open);
  });
}

function adding(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  it('has nobody active to begin with', async ({ stores: { activations } }) => {
    expect(await activations.all()).toEqual([]);
    expect(await activations.of(['hall'])).toEqual([]);
  });

  it('remembers who is active where, and who activated them', async ({ stores: { activations } }) => {
    expect(await activations.add(inHall)).toBe(true);
    expect(await activations.add({ channelId: 'hall', slug: 'luna', activatedBy: null })).toBe(true);
    expect(await activations.of(['hall'])).toEqual([
      { channelId: 'hall', slug: 'lilith', slot: 0, activatedBy: '100' },
      { channelId: 'hall', slug: 'luna', slot: 1, activatedBy: null },
    ]);
  });

  it('changes nothing when somebody is active already', async ({ stores: { activations } }) => {
    await activations.add(inHall);
    expect(await activations.add({ ...inHall, activatedBy: '200' })).toBe(false);
    expect(await activations.all()).toEqual([{ ...inHall, slot: 0 }]);
  });

  it('lists those of some channels, by channel and slot', async ({ stores: { activations } }) => {
    await activations.add({ ...inHall, slug: 'luna' });
    await activations.add(inHall);
    await activations.add({ ...inHall, channelId: 'alcove' });
    await activations.add({ ...inHall, channelId: 'cellar' });
    expect(names(await activations.of(['hall', 'alcove', 'nowhere']))).toEqual([
      'alcove lilith 0',
      'hall luna 0',
      'hall lilith 1',
    ]);
    expect(names(await activations.all())).toHaveLength(4);
    expect(await activations.of([])).toEqual([]);
  });

  it('puts who comes back behind those who stayed', async ({ stores: { activations } }) => {
    await activations.add(inHall);
    await activations.add({ ...inHall, slug: 'luna' });
    expect(await activations.remove('hall', 'lilith')).toBe(true);
    await activations.add(inHall);
    expect(names(await activations.of(['hall']))).toEqual(['hall luna 1', 'hall lilith 2']);
  });

  it('removes only who is active, and says whether they were', async ({ stores: { activations } }) => {
    await activations.add(inHall);
    expect(await activations.remove('hall', 'luna')).toBe(false);
    expect(await activations.remove('alcove', 'lilith')).toBe(false);
    expect(await activations.remove('hall', 'nobody')).toBe(false);
    expect(await activations.remove('hall', 'lilith')).toBe(true);
    expect(await activations.remove('hall', 'lilith')).toBe(false);
    expect(await activations.all()).toEqual([]);
  });

  it('activates nobody whom nobody knows', async ({ stores: { activations } }) => {
    await expect(activations.add({ ...inHall, slug: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await activations.all()).toEqual([]);
  });

  it('knows a personality by the name that it has now', async ({ stores: { activations, personalities } }) => {
    await activations.add(inHall);
    await personalities.update(aPersonality({ slug: 'lilian' }));
    expect(names(await activations.of(['hall']))).toEqual(['hall lilian 0']);
    expect(await activations.remove('hall', 'lilian')).toBe(true);
  });

  it('forgets who is removed', async ({ stores: { activations, personalities } }) => {
    await activations.add(inHall);
    await activations.add({ ...inHall, slug: 'luna' });
    await personalities.remove('lilith');
    expect(names(await activations.all())).toEqual(['hall luna 1']);
  });
}

function silencing(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  it('has no silence to begin with', async ({ stores: { activations } }) => {
    expect(await activations.silenced(['hall'])).toEqual(new Set());
  });

  it('remembers which of some channels are silent', async ({ stores: { activations } }) => {
    for (const channelId of ['hall', 'alcove', 'hall']) await activations.silence(channelId, true);
    expect(await activations.silenced(['hall', 'cellar'])).toEqual(new Set(['hall']));
    expect(await activations.silenced([])).toEqual(new Set());
  });

  it('ends the silence of one channel', async ({ stores: { activations } }) => {
    for (const channelId of ['hall', 'alcove']) await activations.silence(channelId, true);
    await activations.silence('hall', false);
    await activations.silence('cellar', false);
    expect(await activations.silenced(['hall', 'alcove'])).toEqual(new Set(['alcove']));
  });

  it('ends a silence where somebody is activated', async ({ stores: { activations } }) => {
    for (const channelId of ['hall', 'alcove']) await activations.silence(channelId, true);
    await activations.add(inHall);
    expect(await activations.silenced(['hall', 'alcove'])).toEqual(new Set(['alcove']));
  });

  it('ends a silence where somebody is activated who was active already', async ({ stores: { activations } }) => {
    await activations.add(inHall);
    await activations.silence('hall', true);
    expect(await activations.add(inHall)).toBe(false);
    expect(await activations.silenced(['hall'])).toEqual(new Set());
  });

  it('keeps a silence where nobody could be activated', async ({ stores: { activations } }) => {
    await activations.silence('hall', true);
    await expect(activations.add({ ...inHall, slug: 'nobody' })).rejects.toThrow();
    expect(await activations.silenced(['hall'])).toEqual(new Set(['hall']));
  });
}
