import { describe, expect } from 'vitest';
import type { SettingPlace, StoredSetting } from '../../src/ports/settings.js';
import { people, speakers, storesTest, type OpenStores } from './stores.js';

const everywhere: SettingPlace = { userId: 'ada', personalityId: null };
const withLilith: SettingPlace = { userId: 'ada', personalityId: 'lilith' };
const elsewhere: readonly SettingPlace[] = [
  { userId: 'ada', personalityId: 'luna' },
  { userId: 'bob', personalityId: null },
  { userId: 'bob', personalityId: 'lilith' },
];

const off: StoredSetting = { state: 'off' };
const valued = (value: unknown): StoredSetting => ({ state: 'value', value });
const values: readonly unknown[] = [0, 1, -0.5, false, true, '', 'off', null, [], {}, { a: [0, null, { b: '' }] }];

/** What every Settings promises. Run it against each adapter, and against the fake. */
export function settingsContract(open: OpenStores) {
  describe('keeps the Settings contract', () => {
    const it = storesTest(open, people, speakers);

    it('has nothing stored where nothing was chosen', async ({ stores: { settings } }) => {
      expect(await settings.read(everywhere)).toEqual(new Map());
    });

    it('reads what was chosen, by key', async ({ stores: { settings } }) => {
      await settings.write(everywhere, 'model', valued('some/model'));
      await settings.write(everywhere, 'memory', off);
      expect(await settings.read(everywhere)).toEqual(
        new Map([
          ['model', valued('some/model')],
          ['memory', off],
        ]),
      );
    });

    it.for(values.map(value => [JSON.stringify(value), value] as const))(
      'reads the value %s as it was written',
      async ([, value], { stores: { settings } }) => {
        await settings.write(withLilith, 'key', valued(value));
        expect(await settings.read(withLilith)).toEqual(new Map([['key', valued(value)]]));
      },
    );

    it('does not take off, null, false and nothing stored for one another', async ({ stores: { settings } }) => {
      await settings.write(everywhere, 'off', off);
      await settings.write(everywhere, 'null', valued(null));
      await settings.write(everywhere, 'false', valued(false));
      const stored = await settings.read(everywhere);
      expect(stored.get('off')).toEqual(off);
      expect(stored.get('null')).toEqual(valued(null));
      expect(stored.get('false')).toEqual(valued(false));
      expect(stored.has('nothing')).toBe(false);
    });

    it('puts a new choice in place of an earlier one', async ({ stores: { settings } }) => {
      for (const place of [everywhere, withLilith]) {
        await settings.write(place, 'model', valued('some/model'));
        await settings.write(place, 'model', off);
        await settings.write(place, 'model', valued('other/model'));
        expect(await settings.read(place)).toEqual(new Map([['model', valued('other/model')]]));
      }
    });

    it('puts one choice in place of another, in this place alone', async ({ stores: { settings } }) => {
      await settings.write(everywhere, 'model', valued('everywhere'));
      await settings.write(withLilith, 'model', valued('with lilith'));
      await settings.write(withLilith, 'config', valued('creative'), 'model');
      expect(await settings.read(withLilith)).toEqual(new Map([['config', valued('creative')]]));
      expect(await settings.read(everywhere)).toEqual(new Map([['model', valued('everywhere')]]));
    });

    it('keeps what is chosen for one personality apart from what is chosen everywhere', async ({ stores }) => {
      const { settings } = stores;
      await settings.write(everywhere, 'model', valued('everywhere'));
      await settings.write(withLilith, 'model', valued('with lilith'));
      expect(await settings.read(everywhere)).toEqual(new Map([['model', valued('everywhere')]]));
      expect(await settings.read(withLilith)).toEqual(new Map([['model', valued('with lilith')]]));
    });

    it('reads nothing of what was chosen in another place', async ({ stores: { settings } }) => {
      await settings.write(everywhere, 'model', valued('everywhere'));
      await settings.write(withLilith, 'model', valued('with lilith'));
      for (const place of elsewhere) expect(await settings.read(place)).toEqual(new Map());
    });

    it('goes back to inheriting', async ({ stores: { settings } }) => {
      await settings.write(everywhere, 'model', valued('some/model'));
      await settings.write(everywhere, 'memory', off);
      expect(await settings.unset(everywhere, 'model')).toBe(true);
      expect(await settings.read(everywhere)).toEqual(new Map([['memory', off]]));
    });

    it('says whether there was anything to go back from', async ({ stores: { settings } }) => {
      await settings.write(withLilith, 'memory', off);
      expect(await settings.unset(everywhere, 'memory')).toBe(false);
      expect(await settings.unset(withLilith, 'model')).toBe(false);
      expect(await settings.unset(withLilith, 'memory')).toBe(true);
      expect(await settings.unset(withLilith, 'memory')).toBe(false);
    });
  });
}
