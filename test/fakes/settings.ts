import type { SettingPlace, Settings } from '../../src/ports/settings.js';
import { demand, emptyState, type State } from './state.js';

const placeKey = ({ userId, personalityId }: SettingPlace, key = '') => JSON.stringify([userId, personalityId, key]);

export function fakeSettings(state: State = emptyState()): Settings {
  const { settings } = state;

  return {
    async read(place) {
      const here = [...settings.values()].filter(stored => placeKey(stored.place) === placeKey(place));
      return new Map(here.map(({ key, setting }) => [key, setting]));
    },
    async write(place, key, setting, insteadOf) {
      demand(state, place);
      if (insteadOf !== undefined) settings.delete(placeKey(place, insteadOf));
      settings.set(placeKey(place, key), { place, key, setting });
    },
    async unset(place, key) {
      return settings.delete(placeKey(place, key));
    },
  };
}
