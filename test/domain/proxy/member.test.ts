import { describe, expect, it } from 'vitest';
import { memberName, personaOfMember } from '../../../src/domain/proxy/member.js';
import { aPersona } from '../../support/builders.js';
import { aProxied } from './world.js';

const hana = aPersona({ id: 'p1', name: 'Hana' });
const bee = aPersona({ id: 'p2', name: '🐝' });
const brackets = aPersona({ id: 'p3', name: '((' });
const all = [hana, bee, brackets];

describe('the persona of a member', () => {
  it.each([
    ['hana', null, hana],
    ['HANA', null, hana],
    ['ｈａｎａ', null, hana],
    ['h-01', 'Hana', hana],
    [null, 'hana', hana],
    ['🐝', null, bee],
    ['((', null, brackets],
    ['))', null, null],
    ['Hanako', null, null],
    ['', '', null],
    [null, null, null],
  ])('called %j, and %j to others', (name, displayName, persona) => {
    expect(personaOfMember(all, aProxied({ name, displayName }))).toEqual(persona);
  });

  it('is found by the name in the proxy first', () => {
    expect(personaOfMember(all, aProxied({ name: '🐝', displayName: 'Hana' }))).toEqual(bee);
  });

  it('is nobody when it could be two', () => {
    expect(personaOfMember([hana, aPersona({ id: 'p4', name: 'hana' })], aProxied())).toBeNull();
  });
});

it.each([
  ['hana', 'Hana 🌸', 'Hana 🌸'],
  ['hana', null, 'hana'],
  [null, null, null],
])('a member %j, %j to others, is called %j', (name, displayName, called) => {
  expect(memberName(aProxied({ name, displayName }))).toBe(called);
});
