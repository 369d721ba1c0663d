import { describe, expect, it } from 'vitest';
import { zoneFor } from '../../../src/domain/usage/zone.js';
import type { Saying, SettingKey } from '../../../src/domain/settings/setting.js';

const operator = (...file: readonly (readonly [SettingKey, Saying])[]) => ({
  environment: new Map(),
  file: new Map(file),
});
const tokyo = ['timezone', { state: 'value', value: 'Asia/Tokyo' }] as const;

describe('days are counted', () => {
  it('where a person is, else where the operator is, else in UTC', () => {
    expect(zoneFor(operator(tokyo), { timezone: 'Europe/Berlin' })).toBe('Europe/Berlin');
    expect(zoneFor(operator(tokyo), { timezone: null })).toBe('Asia/Tokyo');
    expect(zoneFor(operator(tokyo), null)).toBe('Asia/Tokyo');
    expect(zoneFor(operator(), undefined)).toBe('UTC');
  });
});
