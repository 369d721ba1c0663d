import { expect, it } from 'vitest';
import { TzurotError } from '../../../src/domain/errors.js';
import { helped } from '../../../src/domain/inbox/failing.js';

it.each([
  ['wallet set openrouter', '/wallet set'],
  ['wallet set openrouter --no-verify', '/wallet set'],
  ['wallet remove openrouter', '/wallet remove'],
  ['wallet list', '/wallet list'],
  ['wallet --help', '/wallet list'],
  ['channel list', '/channel list'],
])('names the slash command for “%s”', (hint, command) => {
  expect(helped(new TzurotError('denied', 'No.', { try: hint }))).toBe(`No. Try \`${command}\`.`);
});

it.each(['personality delete lilith', 'config set owner 1', 'doctor', undefined])(
  'names no command that there is not on Discord: %s',
  hint => {
    expect(helped(new TzurotError('denied', 'No.', hint === undefined ? {} : { try: hint }))).toBe('No.');
  },
);
