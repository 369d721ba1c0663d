import { expect, it } from 'vitest';
import { z } from 'zod';
import { readShipped } from '../../../src/adapters/files/shipped.js';
import { demoPersonalitySchema, demoScriptSchema } from '../../../src/domain/demo/demo.js';

it.each([
  ['demo/personality.yaml', demoPersonalitySchema],
  ['demo/conversation.yaml', demoScriptSchema],
])('what is shipped in %s fits', (name, schema) => {
  expect(readShipped<unknown>(name, schema)).toBeDefined();
});

it('what does not fit is a mistake of ours', () => {
  expect(() => readShipped('demo/personality.yaml', z.strictObject({ slug: z.number() }))).toThrow(z.ZodError);
});

it('what is not shipped is not there', () => {
  expect(() => readShipped('demo/nothing.yaml', z.unknown())).toThrow('ENOENT');
});
