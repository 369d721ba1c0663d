import { describe, expect, it } from 'vitest';
import { handleOf, isOwner, localAccount, parseAccount, parseDiscordId } from '../../../src/domain/user/user.js';
import { anAccount, aUser } from '../../support/builders.js';

const ada = anAccount('ada');

describe('a Discord id', () => {
  it.each(['123456789012345', '12345678901234567890', ' 123456789012345678 '])('can be %j', text => {
    expect(parseDiscordId(text)).toBe(text.trim());
  });

  it.each(['', 'ada', '12345678901234', '123456789012345678901', '<@123456789012345678>', '١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦', '1e17'])(
    'cannot be %j',
    text => {
      expect(() => parseDiscordId(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
    },
  );
});

it('names an account by its Discord id, or as the one of this machine', () => {
  expect(parseAccount(' local ')).toEqual(localAccount);
  expect(parseAccount('123456789012345678')).toEqual({
    platform: 'discord',
    foreignId: '123456789012345678',
    name: null,
  });
});

it('calls a person by their Discord id, else local', () => {
  expect(handleOf(aUser({ accounts: [localAccount, ada] }))).toBe(ada.foreignId);
  expect(handleOf(aUser({ accounts: [localAccount] }))).toBe('local');
});

describe('the owner', () => {
  it.each([
    ['whoever sits at the machine, while nobody is named', [localAccount], null, true],
    ['nobody from elsewhere, while nobody is named', [ada], null, false],
    ['the one who is named', [ada], ada.foreignId, true],
    ['the one who is named, also at the machine', [localAccount, ada], ada.foreignId, true],
    ['nobody else', [anAccount('mallory')], ada.foreignId, false],
    ['not whoever sits at the machine, once another one is named', [localAccount], ada.foreignId, false],
    [
      'not somebody of that id from elsewhere',
      [{ platform: 'local' as const, foreignId: ada.foreignId, name: null }],
      ada.foreignId,
      false,
    ],
  ])('is %s', (_, accounts, ownerId, is) => {
    expect(isOwner({ accounts }, ownerId)).toBe(is);
  });
});
