import { expect, it } from 'vitest';
import { momentOf } from '../../../../src/domain/import/formats/generic/moment.js';
import { parseExact } from '../../../../src/domain/json/exact.js';

const micros = Date.UTC(2024, 5, 1, 12) * 1000;

it.each([
  ['seconds', '1717243200', micros],
  ['seconds with a fraction', '1717243200.123456', micros + 123_456],
  ['seconds with a fraction that JavaScript would spell differently', '1717243200.1200', micros + 120_000],
  ['seconds as text', '"1717243200"', micros],
  ['milliseconds', '1717243200123', micros + 123_000],
  ['microseconds', '1717243200123456', micros + 123_456],
  ['ISO 8601', '"2024-06-01T14:00:00+02:00"', micros],
])('%s are read', (_, json, saidAt) => {
  expect(momentOf(parseExact(json), '/0')).toEqual({ saidAt, remarks: [] });
});

it('a time without a zone is taken for UTC, and that is said', () => {
  expect(momentOf('2024-06-01 12:00:00', '/0')).toMatchObject({ saidAt: micros, remarks: [{ code: 'zone_unknown' }] });
});

it.each([null, undefined, ''])('%j is no time, and nothing is said of that', value => {
  expect(momentOf(value, '/0')).toEqual({ saidAt: null, remarks: [] });
});

it.each([0, -1, false, 'yesterday', '2024-13-45T99:00:00Z', [], {}, 1e300, '99999999999999999999'])(
  '%j cannot be read',
  value => {
    expect(momentOf(value, '/0')).toMatchObject({ saidAt: null, remarks: [{ code: 'time_unreadable', at: '/0' }] });
  },
);
