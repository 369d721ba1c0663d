import { describe, expect, it } from 'vitest';
import { failures } from '../../../src/domain/calling/failure.js';
import { inWords, type About } from '../../../src/domain/calling/in-words.js';

const about = (fields: Partial<About> = {}): About => ({
  provider: 'OpenRouter',
  model: 'some/model',
  payer: 'own',
  attempts: 1,
  ...fields,
});

describe('a failure in words', () => {
  it.each(failures)('tells the person in whole sentences, and the operator with what: %s', failure => {
    for (const payer of ['own', 'system', 'none'] as const) {
      const { person, operator } = inWords(failure, about({ payer, provider: 'the endpoint' }));
      for (const text of [person, operator]) expect(text).toMatch(/^\p{Lu}[^!]*\.$/u);
      expect(operator).toContain(failure);
      expect(operator).toContain('some/model');
    }
  });

  it('is about the key that pays, and sends nobody to top up the key of somebody else', () => {
    expect(inWords('out-of-credit', about()).person).toBe(
      'Your key for OpenRouter is out of credit or over its limit. Top it up or raise the limit, then try again.',
    );
    expect(inWords('out-of-credit', about({ payer: 'system' })).person).toMatch(
      /^The key of this home .* a key of your own/,
    );
  });

  it.each([
    [undefined, 'in a while'],
    [0, 'in 1 second'],
    [1001, 'in 2 seconds'],
    [90_000, 'in 90 seconds'],
    [91_000, 'in 2 minutes'],
    [86_400_000, 'in 24 hours'],
  ])('names the time to come back, never an earlier one: after %s ms, %s', (retryAfterMs, when) => {
    expect(inWords('rate-limit', about({ retryAfterMs })).person).toBe(
      `OpenRouter is being asked too often. Try again ${when}.`,
    );
  });

  it('tells a line that broke off from one that was never there', () => {
    expect(inWords('network', about()).person).toMatch(/broke off/);
    expect(inWords('network', about({ wasSent: false })).person).toMatch(/^OpenRouter cannot be reached/);
  });

  it('tells a model that nobody runs as it was asked for from one that nobody knows', () => {
    const missing = (unmet?: About['unmet']) => inWords('model-missing', about({ unmet }));
    expect(missing().person).toBe('OpenRouter does not know the model some/model. Choose another one.');
    expect(missing('routing').person).toMatch(/^Nobody at OpenRouter runs some\/model in the way it was asked for\./);
    expect(missing('data-policy').person).toMatch(
      /keeps to what is asked here about the data\. Choose another model\.$/,
    );
    expect(missing('data-policy').operator).toMatch(/guests\.dataCollection\.$/);
  });

  it('tells the operator who paid, what the provider answered and how often it was asked', () => {
    expect(inWords('overloaded', about({ payer: 'system', status: 529, attempts: 3 })).operator).toBe(
      'OpenRouter gave no answer of some/model, with the key of the home: overloaded, 529, asked 3 times.',
    );
    expect(inWords('authentication', about({ payer: 'none', status: 401 })).operator).toBe(
      'OpenRouter gave no answer of some/model, where nobody pays: authentication, 401, asked once. See doctor.',
    );
  });
});
