import { expect, it } from 'vitest';
import { hidingFrom, type Later } from '../../../src/adapters/log/hiding.js';
import { redactor } from '../../../src/adapters/log/redact.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { hidingContract } from '../../contracts/hiding.js';

/** Timers that go off when they are told that time has passed. */
function timers() {
  const waiting: { due: number; work: () => void }[] = [];
  let now = 0;
  const later: Later = (ms, work) => void waiting.push({ due: now + ms, work });
  const pass = (seconds: number) => {
    now += seconds * 1000;
    for (const each of waiting.splice(0)) {
      if (each.due <= now) each.work();
      else waiting.push(each);
    }
  };
  return { later, pass };
}

hidingContract(() => {
  const [secrets, { later, pass }] = [redactor(), timers()];
  return { hiding: hidingFrom([secrets], later), written: secrets.redactText, pass };
});

it('hides from everybody who writes something down', () => {
  const [log, errors] = [redactor(), redactor()];
  hidingFrom([log, errors]).hide(new Secret('a key of no shape'));
  expect([log, errors].map(each => each.redactText('It is a key of no shape.'))).toEqual([
    'It is [secret].',
    'It is [secret].',
  ]);
});

it('forgets nothing that others remember for good', () => {
  const [secrets, { later, pass }] = [redactor(), timers()];
  secrets.remember('the operator’s own');
  hidingFrom([secrets], later).hide(new Secret('the operator’s own'))();
  pass(3600);
  expect(secrets.redactText('It is the operator’s own.')).toBe('It is [secret].');
});

it('does not keep a program running that is done', () => {
  const running = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
  const before = running();
  hidingFrom([redactor()]).hide(new Secret('a key of no shape'))();
  expect(running()).toBe(before);
});
