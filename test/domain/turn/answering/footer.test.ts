import fc from 'fast-check';
import { expect, it } from 'vitest';
import { footerOf, withFooter, withoutFooter } from '../../../../src/domain/turn/answering/footer.js';

const plain = { model: 'some/model', insteadOf: null, isCut: false };

it('says in small print which model answered', () => {
  expect(withFooter('Always.', footerOf(plain))).toBe('Always.\n-# ✦ some/model');
});

it('says when another model stood in', () => {
  expect(withFooter('Always.', footerOf({ ...plain, insteadOf: 'dear/model' }))).toBe(
    'Always.\n-# ✦ some/model instead of dear/model',
  );
});

it('says when the end is missing', () => {
  expect(withFooter('Al', footerOf({ ...plain, isCut: true }))).toBe('Al\n-# ✦ some/model · cut short');
});

it('stays on one line, whatever a model is called', () => {
  expect(withFooter('Always.', footerOf({ ...plain, model: 'some\nmodel' }))).toBe('Always.\n-# ✦ some model');
});

it('is taken away when the answer is read back', () => {
  const anyLine = fc.constantFrom('Always.', '', '-# small', '✦', '```', '-# ✦ not at the end', ' ');
  fc.assert(
    fc.property(fc.array(anyLine), fc.option(fc.string()), (lines, insteadOf) => {
      const text = `${lines.join('\n')}\nThe end.`;
      expect(withoutFooter(withFooter(text, footerOf({ ...plain, insteadOf })))).toBe(text);
      expect(withoutFooter(text)).toBe(text);
    }),
    { seed: 1815, numRuns: 500 },
  );
});

it('is taken away although the surface added a blank', () => {
  expect(withoutFooter(`${withFooter('Always.', footerOf(plain))} \n`)).toBe('Always.');
});
