import { describe, expect, test } from 'vitest';
import { formCallback, messageBody } from '../../../../src/adapters/discord/interaction/bodies.js';
import { wireCommand } from '../../../../src/adapters/discord/interaction/commands.js';
import {
  fittingChoices,
  fittingCommand,
  fittingForm,
  fittingRows,
  fittingText,
} from '../../../../src/adapters/discord/wire/limits.js';

const of = (length: number) => 'x'.repeat(length);
const many = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));

const largestForm = {
  id: of(100),
  title: of(45),
  fields: many(5, index => ({ id: `${index}${of(99)}`, label: of(45), hint: of(100), isLong: true, isRequired: true })),
};
const largestChoices = many(25, index => ({ name: of(100), value: `${String(index).padStart(2, '0')}${of(98)}` }));
const largestButtons = many(25, index => ({ id: `${String(index).padStart(2, '0')}${of(98)}`, label: of(80) }));
const largestCommand = {
  name: of(32),
  description: of(100),
  permission: null,
  inDirectMessages: true,
  parts: [],
  options: many(25, index => ({
    name: `o${index}`,
    description: of(100),
    kind: 'text' as const,
    isRequired: false,
    choices: largestChoices,
  })),
};

describe('what Discord takes at most', () => {
  test('passes as it is', () => {
    expect(fittingText(of(2000))).toBe(of(2000));
    expect(fittingForm(largestForm)).toEqual(largestForm);
    expect(fittingChoices(largestChoices)).toEqual(largestChoices);
    expect(fittingRows(largestButtons).flat()).toEqual(largestButtons);
    expect(fittingRows(largestButtons).map(row => row.length)).toEqual([5, 5, 5, 5, 5]);
    expect(fittingCommand(largestCommand)).toEqual(largestCommand);
  });

  test('is what is left of more', () => {
    expect(fittingText(of(2001))).toBe(`${of(1999)}…`);
    expect(fittingText('😀'.repeat(1001))).toHaveLength(1999);
    expect(fittingText('')).toBe('—');
    expect(fittingChoices([...largestChoices, { name: 'one more', value: 'x' }])).toEqual(largestChoices);
    expect(
      fittingChoices([
        { name: of(101), value: 'x' },
        { name: 'x', value: of(101) },
      ]),
    ).toEqual([{ name: `${of(99)}…`, value: 'x' }]);
    expect(fittingRows([...largestButtons, { id: 'x', label: 'x' }]).flat()).toEqual(largestButtons);
    const [field] = largestForm.fields;
    if (field === undefined) throw new Error('A form has fields.');
    const form = fittingForm({ ...largestForm, title: of(46), fields: [...largestForm.fields, field] });
    expect(form).toEqual({ ...largestForm, title: `${of(44)}…` });
    expect(wireCommand({ ...largestCommand, description: of(101) }).description).toHaveLength(100);
  });

  test('is no reason to change an id', () => {
    expect(() => fittingRows([{ id: of(101), label: 'x' }])).toThrow(RangeError);
    expect(() => formCallback({ ...largestForm, id: of(101) })).toThrow(RangeError);
  });
});

describe('whatever is replied', () => {
  test.each([true, false])('pings nobody, and is private if it is to be (%s)', isPrivate => {
    const body = messageBody({ text: '@everyone', buttons: [{ id: 'a', label: 'A', isDangerous: true }] }, isPrivate);
    expect(body).toMatchObject({ flags: isPrivate ? 64 : 0, allowed_mentions: { parse: [] } });
    expect(body.components).toEqual([{ type: 1, components: [{ type: 2, style: 4, custom_id: 'a', label: 'A' }] }]);
  });
});
