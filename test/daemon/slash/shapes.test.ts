import { describe, expect, it } from 'vitest';
import { commands, commandShapes } from '../../../src/daemon/slash/all.js';
import type { CommandShape, OptionShape } from '../../../src/domain/interaction/asked.js';

/* What Discord takes. */
const name = /^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u;
const longestDescription = 100;
const most = 25;
const mostCharacters = 8000;

const shapes = commandShapes();
const named = shapes.map((shape): [string, CommandShape] => [shape.name, shape]);
const optionsOf = ({ options, parts }: CommandShape) => [options, ...parts.map(part => part.options)];

/** Names, descriptions and values count. */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each), 0);
};

const fits = (option: OptionShape) => {
  expect(option.name).toMatch(name);
  expect(option.description.length).toBeLessThanOrEqual(longestDescription);
  expect(option.choices?.length ?? 0).toBeLessThanOrEqual(most);
  expect(option.choices !== undefined && option.isCompleted === true).toBe(false);
  for (const choice of option.choices ?? []) {
    expect(choice.name.length).toBeLessThanOrEqual(100);
    expect(choice.value.length).toBeLessThanOrEqual(100);
  }
};

it('offers each command once', () => {
  expect(new Set(named.map(([each]) => each)).size).toBe(named.length);
  expect(named.map(([each]) => each).toSorted()).toEqual([
    'auto-response',
    'channel',
    'forget-me',
    'help',
    'ping',
    'reset',
    'wallet',
  ]);
});

describe.each(named)('/%s is as Discord wants it', (_, shape) => {
  it('in its names and descriptions', () => {
    for (const each of [shape, ...shape.parts]) {
      expect(each.name).toMatch(name);
      expect(each.description.length).toBeGreaterThan(0);
      expect(each.description.length).toBeLessThanOrEqual(longestDescription);
    }
  });

  it('in its options', () => {
    expect(shape.parts.length).toBeLessThanOrEqual(most);
    expect(shape.parts.length > 0 && shape.options.length > 0).toBe(false);
    for (const options of optionsOf(shape)) {
      expect(options.length).toBeLessThanOrEqual(most);
      expect(new Set(options.map(each => each.name)).size).toBe(options.length);
      const required = options.map(({ isRequired }) => isRequired);
      expect(required.toSorted((a, b) => Number(b) - Number(a))).toEqual(required);
      options.forEach(fits);
    }
  });

  it('in its size', () => {
    expect(sizeOf(shape)).toBeLessThanOrEqual(mostCharacters);
  });
});

it('has a key in no option', () => {
  const options = shapes.flatMap(optionsOf).flat();
  expect(options.map(option => option.name).filter(each => /key|secret|token|user|person\b/.test(each))).toEqual([]);
});

it('answers alone whoever asks about keys, or to be forgotten', () => {
  const deeds = commands.flatMap(command =>
    'parts' in command ? command.parts.map(part => ({ ...part, name: `${command.name} ${part.name}` })) : [command],
  );
  const confidential = deeds.filter(deed => /wallet|usage|memory|forget|settings|auto-response/.test(deed.name));
  expect(confidential.length).toBeGreaterThanOrEqual(5);
  expect(confidential.filter(({ isPrivate }) => !isPrivate)).toEqual([]);
});
