import { expect, it } from 'vitest';
import { limited, readable } from '../../../src/domain/turn/mentions.js';

const mentions = {
  people: [{ id: '1', name: 'Ada' }, { id: '2', name: 'Bob\nthe second' }],
  channels: [{ id: '3', name: 'garden', topic: null }],
  roles: [{ id: '4', name: 'keepers' }],
}; // prettier-ignore

it('names what is mentioned', () => {
  expect(readable('<@1> and <@!2>, come to <#3> with the <@&4>', mentions)).toBe(
    '@Ada and @Bob the second, come to #garden with the @keepers',
  );
});

it('leaves what nobody knows in words that can be read', () => {
  expect(readable('<@9> <#9> <@&9>', mentions)).toBe('@unknown-person #unknown-channel @unknown-role');
});

it('keeps people, channels and roles apart', () => {
  expect(readable('<@3> <#1> <@&1>', mentions)).toBe('@unknown-person #unknown-channel @unknown-role');
});

it('changes nothing else', () => {
  expect(readable('a < b, <@x>, <:bee:5>, @Ada', mentions)).toBe('a < b, <@x>, <:bee:5>, @Ada');
});

it('names no more of a kind than may be', () => {
  const few = limited(mentions, { mentions: 1, channels: 1, roles: 0 });
  expect(readable('<@1> <@2> <#3> <@&4>', few)).toBe('@Ada @unknown-person #garden @unknown-role');
});
