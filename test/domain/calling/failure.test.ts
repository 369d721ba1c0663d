import { describe, expect, it } from 'vitest';
import {
  failures,
  isFailure,
  mayHandOver,
  remedies,
  wasFree,
  type Failure,
} from '../../../src/domain/calling/failure.js';

const those = (is: (failure: Failure) => boolean): Failure[] => failures.filter(is);

describe('what is done about a failure', () => {
  it('is to try it again only where that can help', () => {
    expect(those(failure => remedies[failure].again === 'never')).toEqual([
      'authentication', 'out-of-credit', 'too-dear', 'moderation', 'model-missing', 'bad-request', 'too-long',
    ]); // prettier-ignore
  });

  it('is to wait for no other bill than the one that is being paid', () => {
    const bills: readonly Failure[] = ['out-of-credit', 'too-dear', 'in-flight'];
    expect(bills.filter(failure => remedies[failure].again !== 'never')).toEqual(['in-flight']);
  });

  it('is to let another model answer where this one cannot, and never to get round a refusal', () => {
    expect(those(failure => mayHandOver(failure, {}))).toEqual([
      'rate-limit', 'free-quota', 'model-missing', 'overloaded', 'timeout', 'network', 'broken',
    ]); // prettier-ignore
  });

  it('is not to ask another model at a place that cannot be reached', () => {
    expect(mayHandOver('network', { sent: false })).toBe(false);
  });
});

describe('what a failure cost', () => {
  it('is nothing where the provider refused', () => {
    expect(those(failure => wasFree({ failure }, true))).toEqual([
      'authentication', 'out-of-credit', 'too-dear', 'in-flight', 'rate-limit', 'free-quota', 'moderation', 'model-missing',
      'bad-request', 'too-long',
    ]); // prettier-ignore
  });

  it('is nothing where it was overloaded before it gave the request a name', () => {
    expect([wasFree({ failure: 'overloaded' }, false), wasFree({ failure: 'overloaded' }, true)]).toEqual([
      true,
      false,
    ]);
  });

  it('is nothing where it was never sent', () => {
    expect(wasFree({ failure: 'network', sent: false }, false)).toBe(true);
  });

  it('is unknown once it had begun, and where nobody says what happened', () => {
    expect(those(failure => wasFree({ failure, begun: true }, false))).toEqual([]);
    expect([wasFree({}, false), wasFree({ failure: 'constructor' }, false)]).toEqual([false, false]);
  });
});

it('is one of those that are known', () => {
  expect(['empty', 'toString', undefined, 7].map(isFailure)).toEqual([true, false, false, false]);
});
