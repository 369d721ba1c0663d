import { describe, expect } from 'vitest';
import type { SettingPlace } from '../../src/ports/settings.js';
import { after, anLlmConfig, noon } from '../support/builders.js';
import { ids, people, speakers, storesTest, type OpenStores, type Stores } from './stores.js';

const everybodys = (fields = {}) => anLlmConfig({ id: 'shared', ownerId: null, ...fields });

const everywhere = (userId: string): SettingPlace => ({ userId, personalityId: null });
const withLilith = (userId: string): SettingPlace => ({ userId, personalityId: 'lilith' });

const choose = ({ settings }: Stores, place: SettingPlace, name: string) =>
  settings.write(place, 'llm.config', { state: 'value', value: name });

/** What every LlmConfigs promises. Run it against each adapter, and against the fake. */
export function llmConfigsContract(open: OpenStores) {
  describe('keeps the LlmConfigs contract', () => {
    const it = storesTest(open, people, speakers);

    it('reads a config as it was made', async ({ stores: { llmConfigs } }) => {
      const config = anLlmConfig({
        provider: 'openrouter',
        fallbackModel: 'other/model',
        params: { temperature: 0, stop: ['\n'], reasoning: { effort: 'high' } },
      });
      await llmConfigs.create(config);
      expect(await llmConfigs.seenBy('ada')).toEqual([config]);
    });

    it('shows everybody’s to everybody, and a person’s own to them alone', async ({ stores: { llmConfigs } }) => {
      await llmConfigs.create(everybodys({ name: 'Quick' }));
      await llmConfigs.create(anLlmConfig({ id: 'hers' }));
      await llmConfigs.create(anLlmConfig({ id: 'his', ownerId: 'bob' }));
      expect(ids(await llmConfigs.seenBy('ada'))).toEqual(['hers', 'shared']);
      expect(ids(await llmConfigs.seenBy('bob'))).toEqual(['his', 'shared']);
      expect(ids(await llmConfigs.seenBy(null))).toEqual(['shared']);
    });

    it('lists by name, and an own one before everybody’s of the same name', async ({ stores: { llmConfigs } }) => {
      await llmConfigs.create(everybodys({ id: 'b-all', name: 'b' }));
      await llmConfigs.create(anLlmConfig({ id: 'c', name: 'C' }));
      await llmConfigs.create(anLlmConfig({ id: 'b-own', name: 'B' }));
      await llmConfigs.create(anLlmConfig({ id: 'a', name: 'a' }));
      expect(ids(await llmConfigs.seenBy('ada'))).toEqual(['a', 'b-own', 'b-all', 'c']);
    });

    it.for(['Creative', 'CREATIVE', ' creative '])(
      'takes no second %s of one owner',
      async (name, { stores: { llmConfigs } }) => {
        await llmConfigs.create(anLlmConfig());
        await expect(llmConfigs.create(anLlmConfig({ id: 'again', name }))).rejects.toMatchObject({ code: 'conflict' });
        expect(ids(await llmConfigs.seenBy('ada'))).toEqual(['creative']);
      },
    );

    it('takes no second one of nobody’s', async ({ stores: { llmConfigs } }) => {
      await llmConfigs.create(everybodys());
      await expect(llmConfigs.create(everybodys({ id: 'again' }))).rejects.toMatchObject({ code: 'conflict' });
    });

    it('writes what was changed since it was read', async ({ stores: { llmConfigs } }) => {
      await llmConfigs.create(anLlmConfig({ params: { temperature: 1 } }));
      const changed = anLlmConfig({ model: 'other/model', params: {}, updatedAt: after(1) });
      await llmConfigs.update(changed, noon);
      expect(await llmConfigs.seenBy('ada')).toEqual([changed]);
    });

    it('does not write over what somebody else changed meanwhile', async ({ stores: { llmConfigs } }) => {
      await llmConfigs.create(anLlmConfig({ updatedAt: after(1) }));
      await expect(llmConfigs.update(anLlmConfig({ model: 'mine' }), noon)).rejects.toMatchObject({ code: 'conflict' });
      await expect(llmConfigs.update(anLlmConfig({ id: 'none' }), noon)).rejects.toMatchObject({ code: 'not_found' });
      expect(await llmConfigs.seenBy('ada')).toMatchObject([{ model: 'some/model' }]);
    });

    it('counts where it is chosen', async ({ stores }) => {
      await stores.llmConfigs.create(everybodys());
      await choose(stores, everywhere('ada'), 'Creative');
      await choose(stores, withLilith('ada'), 'creative');
      await choose(stores, withLilith('bob'), 'Creative');
      await choose(stores, everywhere('bob'), 'Quick');
      expect(await stores.llmConfigs.usesOf('shared')).toEqual({ everywhere: 1, withPersonality: 2 });
      expect(await stores.llmConfigs.usesOf('none')).toEqual({ everywhere: 0, withPersonality: 0 });
    });

    it('does not count whoever has one of their own of the name', async ({ stores }) => {
      await stores.llmConfigs.create(everybodys());
      await stores.llmConfigs.create(anLlmConfig());
      for (const userId of ['ada', 'bob']) await choose(stores, everywhere(userId), 'Creative');
      expect(await stores.llmConfigs.usesOf('shared')).toEqual({ everywhere: 1, withPersonality: 0 });
      expect(await stores.llmConfigs.usesOf('creative')).toEqual({ everywhere: 1, withPersonality: 0 });
    });

    it('removes it with every choice of it, and with nothing else', async ({ stores }) => {
      const { llmConfigs, settings } = stores;
      await llmConfigs.create(everybodys());
      await llmConfigs.create(anLlmConfig());
      await settings.write(everywhere('bob'), 'llm.model', { state: 'value', value: 'Creative' });
      for (const userId of ['ada', 'bob']) await choose(stores, everywhere(userId), 'Creative');
      await choose(stores, withLilith('bob'), 'Quick');
      expect(await llmConfigs.remove('shared')).toEqual({ everywhere: 1, withPersonality: 0 });
      expect(ids(await llmConfigs.seenBy('ada'))).toEqual(['creative']);
      expect((await settings.read(everywhere('ada'))).has('llm.config')).toBe(true);
      expect([...(await settings.read(everywhere('bob'))).keys()]).toEqual(['llm.model']);
      expect((await settings.read(withLilith('bob'))).has('llm.config')).toBe(true);
    });

    it('says when there was none to remove', async ({ stores: { llmConfigs } }) => {
      expect(await llmConfigs.remove('none')).toBeUndefined();
    });
  });
}
