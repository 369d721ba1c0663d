import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSaying, parseSettingKey, parseTyped } from '../../../src/domain/settings/parse.js';
import { definitions, settingKeys, tiers, type SettingKey } from '../../../src/domain/settings/setting.js';

const invalid = (message: string) =>
  expect.objectContaining({ code: 'invalid', message: expect.stringContaining(message) });

describe('the name of a setting', () => {
  it.each(settingKeys)('is known: %s', key => {
    expect(parseSettingKey(key)).toBe(key);
  });

  it.each([
    ['history.message', 'Did you mean “history.messages”?'],
    ['Memory', 'Did you mean “memory”?'],
    ['colour', 'There is no setting “colour”.'],
    ['toString', 'There is no setting “toString”.'],
    ['__proto__', 'There is no setting “__proto__”.'],
  ])('is not %s', (name, message) => {
    expect(() => parseSettingKey(name)).toThrow(invalid(message));
  });
});

describe('what a text says', () => {
  it.each<[SettingKey, string, unknown]>([
    ['history.messages', '5', 5],
    ['recall.memories', '50', 50],
    ['memory', 'on', 'on'],
    ['llm.model', 'some/model', 'some/model'],
    ['llm.model', '42', '42'],
    ['timezone', 'Europe/Berlin', 'Europe/Berlin'],
    ['llm.url', 'http://localhost:11434/v1', 'http://localhost:11434/v1'],
    ['owner', '123456789012345678', '123456789012345678'],
    ['log.level', 'debug', 'debug'],
  ])('for %s: %j', (key, text, value) => {
    expect(parseSaying(key, text)).toEqual({ state: 'value', value });
  });

  it.each<SettingKey>(['memory', 'recall.memories', 'trace.keepHours'])('may be that %s is off', key => {
    expect(parseSaying(key, 'off')).toEqual({ state: 'off' });
  });

  it.each<SettingKey>(['history.messages', 'owner', 'llm.model', 'log.level'])('cannot be that %s is off', key => {
    expect(() => parseSaying(key, 'off')).toThrow(invalid(`config unset ${key}`));
  });

  it.each<[SettingKey, string]>([
    ['history.messages', '0'],
    ['history.messages', '501'],
    ['history.messages', '2.5'],
    ['history.messages', 'many'],
    ['history.messages', ''],
    ['recall.memories', '51'],
    ['memory', 'yes'],
    ['timezone', 'Berlin'],
    ['llm.url', 'localhost:11434'],
    ['llm.url', 'file:///etc/passwd'],
    ['owner', 'ada'],
    ['log.level', 'loud'],
    ['trace.keepHours', '721'],
  ])('will not do for %s: %j', (key, text) => {
    expect(() => parseSaying(key, text)).toThrow(invalid(`“${text}” will not do for “${key}”`));
  });
});

describe('a value written as text', () => {
  it('is the text where text is wanted, whatever it looks like', () => {
    expect(parseTyped(z.string(), '[1]', 'x')).toBe('[1]');
  });

  it('is what the text says as JSON where something else is wanted', () => {
    expect(parseTyped(z.array(z.number()), '[1]', 'x')).toEqual([1]);
  });
});

describe('the definitions', () => {
  it.each(settingKeys)('of %s: the default fits, and has the last word', key => {
    const { schema, fallback, tiers: own } = definitions[key];
    expect(fallback === null || schema.safeParse(fallback).success).toBe(true);
    expect(own.at(-1)).toBe('default');
    expect(own).toEqual(tiers.filter(tier => own.some(each => each === tier)));
  });

  it.each(settingKeys)('of %s: the environment has a say where a variable is named', key => {
    const { environment, tiers: own } = definitions[key];
    expect(environment.length === 0 || own.some(tier => tier === 'environment')).toBe(true);
  });
});
