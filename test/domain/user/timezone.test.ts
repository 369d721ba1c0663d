import { describe, expect, it } from 'vitest';
import { localDay, localTime, parseTimezone } from '../../../src/domain/user/timezone.js';
import { noon } from '../../support/builders.js';

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' Asia/Tokyo ', 'Asia/Tokyo'],
    ['UTC', 'UTC'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('is read from %j', (text, zone) => {
    expect(parseTimezone(text)).toMatch(new RegExp(`^(${zone}|America/Buenos_Aires)$`));
  });

  it.each(['', ' ', 'Berlin', 'Mars/Olympus', 'UTC+25', '../etc/passwd', 'null'])('is not read from %j', text => {
    expect(() => parseTimezone(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});

describe('a moment', () => {
  it.each([
    ['UTC', ['Friday', '20 November 2026', '12:00']],
    ['Asia/Tokyo', ['Friday', '20 November 2026', '21:00']],
    ['Pacific/Kiritimati', ['Saturday', '21 November 2026', '02:00']],
    ['Asia/Kolkata', ['Friday', '20 November 2026', '17:30']],
  ])('in %s is told as people there would', (zone, parts) => {
    for (const part of parts) expect(localTime(noon, zone)).toContain(part);
  });

  it('at midnight is told as the beginning of a day', () => {
    expect(localTime(noon, 'Pacific/Auckland')).toContain('01:00');
    expect(localTime(noon + 12 * 3_600_000_000, 'UTC')).toContain('00:00');
  });

  it.each([
    ['before the clocks go back', Date.UTC(2026, 9, 25, 0, 30), '02:30'],
    ['after the clocks went back', Date.UTC(2026, 9, 25, 1, 30), '02:30'],
    ['after the clocks went forward', Date.UTC(2026, 2, 29, 1, 30), '03:30'],
  ])('%s is told by the clock on the wall', (_, ms, time) => {
    expect(localTime(ms * 1000, 'Europe/Berlin')).toContain(time);
  });

  it('is of a day', () => {
    expect(localDay(noon, 'UTC')).toBe('20 November 2026');
    expect(localDay(noon, 'Pacific/Kiritimati')).toBe('21 November 2026');
  });
});
