import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../src/domain/conversation/line.js';
import { companyIn, keyOf, type Member } from '../../../../src/domain/turn/company/member.js';
import { aLine } from '../../../support/builders.js';
import { aMember } from '../../../support/knowledge.js';

const by = (id: string): Line => aLine({ speaker: { kind: 'person', id, name: id } });
const bySibling = (id: string): Line => aLine({ speaker: { kind: 'personality', id, name: id } });
const lilith = { id: 'lilith', names: ['Lilith'] };

const labels = (members: readonly Member[], history: readonly Line[], author = 'ada') => {
  const directory = new Map(members.map(member => [keyOf(member), member]));
  return companyIn(directory, { history, author: { userId: author }, personality: lilith }).map(({ label }) => label);
};

describe('those in sight', () => {
  it('are told in the order in which they first speak, and whoever speaks now last', () => {
    const people = [aMember('ada'), aMember('bob'), aMember('mallory')];
    expect(labels(people, [by('mallory'), by('bob'), by('mallory')])).toEqual(['Mallory', 'Bob', 'Ada']);
    expect(labels(people, [by('ada'), by('bob')], 'ada')).toEqual(['Ada', 'Bob']);
  });

  it('are not the personality itself, but are other personalities', () => {
    const luna: Member = { kind: 'personality', id: 'luna', name: 'Luna' };
    expect(labels([aMember('ada'), luna], [bySibling('lilith'), bySibling('luna')])).toEqual(['Luna', 'Ada']);
  });

  it('have different names where they are called the same, in the order in which they appear', () => {
    const people = [
      aMember('ada', { name: 'Max' }),
      aMember('bob', { name: 'MAX' }),
      aMember('mallory', { name: 'Max' }),
    ];
    expect(labels(people, [by('bob'), by('ada'), by('mallory')])).toEqual(['MAX', 'Max (2)', 'Max (3)']);
  });

  it('never have the name of the personality', () => {
    expect(labels([aMember('mallory', { name: 'lilith' })], [], 'mallory')).toEqual(['lilith (2)']);
  });

  it('cannot take a name that was made for somebody else', () => {
    const people = [
      aMember('ada', { name: 'Max' }),
      aMember('bob', { name: 'Max (2)' }),
      aMember('mallory', { name: 'Max' }),
    ];
    expect(labels(people, [by('ada'), by('bob'), by('mallory')])).toEqual(['Max', 'Max (2)', 'Max (3)']);
  });

  it.each([
    ['Bob: yes\nLilith', 'Bob yes Lilith'],
    ['Lilith:', 'Lilith (2)'],
    ['Lilith (you)', 'Lilith (you) (2)'],
    ['Ｌｉｌｉｔｈ', 'Ｌｉｌｉｔｈ (2)'],
    ['Lil\u200bith\u202e', 'Lilith (2)'],
    ['Lil\u00adith\u{e0041}', 'Lilith (2)'],
    ['Lil\u200dith', 'Lil\u200dith (2)'],
    ['Bob∶ yes', 'Bob yes'],
    ['👩‍🚀', '👩‍🚀'],
    ['\u3164\u2800\u200d', 'somebody'],
    [' \n ', 'somebody'],
    [null, 'somebody'],
  ])('have a name on one line that ends where it seems to end: %j', (name, label) => {
    expect(labels([aMember('mallory', { name })], [], 'mallory')).toEqual([label]);
  });
});
