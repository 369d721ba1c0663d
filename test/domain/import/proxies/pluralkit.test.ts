import { describe, expect, it } from 'vitest';
import { pluralkitFormat } from '../../../../src/domain/import/formats/proxies/pluralkit.js';
import { codesOf, found, glimpseOf } from '../generic/reading.js';

const uuid = '5a0c2b1e-0000-4000-8000-000000000001';

const aMember = (fields: Record<string, unknown> = {}) => ({
  id: 'abcde',
  uuid,
  name: 'Ada',
  display_name: 'Ada ☕',
  pronouns: 'she/her',
  description: 'Counts.\nOn engines.',
  proxy_tags: [{ prefix: 'A:', suffix: null }],
  ...fields,
});

const aSystem = (...members: unknown[]) => ({
  version: 2,
  id: 'exmpl',
  uuid: '5a0c2b1e-0000-4000-8000-000000000000',
  name: 'The Engines',
  tag: '| E',
  config: { timezone: 'UTC' },
  accounts: [123456789012345],
  members,
  groups: [{ id: 'g', name: 'Group' }],
  switches: [{ timestamp: '2024-01-01T00:00:00Z', members: ['abcde'] }],
});

const personas = (...members: unknown[]) => found(pluralkitFormat, aSystem(...members)).discoveries;

describe('a PluralKit export', () => {
  it('becomes a persona for each member, and nothing for groups and switches', () => {
    const { recognised, discoveries } = found(pluralkitFormat, aSystem(aMember(), aMember({ uuid: null, name: 'Bo' })));
    expect(recognised).toMatchObject({
      format: 'pluralkit',
      subject: null,
      isWorldwide: true,
      streams: ['members', 'groups', 'switches'],
    });
    expect(discoveries).toEqual([
      {
        kind: 'personas',
        at: '/members/0',
        raw: JSON.stringify(aMember()),
        remarks: [
          {
            severity: 'info',
            code: 'system_kept',
            at: '',
            message: expect.stringMatching(/“The Engines” with its tag “\| E”/),
          },
        ],
        foreignId: uuid,
        name: 'Ada',
        pronouns: 'she/her',
        about: 'Counts.\nOn engines.',
      },
      expect.objectContaining({ foreignId: 'abcde', name: 'Bo' }),
    ]);
    expect(discoveries[1]).not.toHaveProperty('remarks');
  });

  it('takes what is private for unknown', () => {
    expect(personas(aMember({ pronouns: null, description: null, display_name: null }))).toMatchObject([
      { name: 'Ada', pronouns: null, about: null },
    ]);
    expect(personas(aMember({ name: null }))).toMatchObject([{ name: 'Ada ☕' }]);
  });

  it('cuts a name that is too long, and says so', () => {
    const [, persona] = personas(aMember(), aMember({ name: `${'x'.repeat(199)}🌙y` }));
    expect(persona).toMatchObject({
      name: 'x'.repeat(199),
      remarks: [{ severity: 'warn', code: 'name_cut', at: '/members/1/name' }],
    });
  });

  it('puts a name on one line', () => {
    expect(personas(aMember({ name: ' Ada\n\u0000Byron ' }))).toMatchObject([{ name: 'Ada Byron' }]);
  });

  it.each([
    ['no_name', { pronouns: 'they/them' }],
    ['not_an_object', 'Ada'],
    ['not_an_object', null],
    ['not_an_object', ['name', 'Ada']],
  ])('sets aside with %s what is nobody', (code, member) => {
    expect(personas(member)).toMatchObject([{ name: '', aside: { fate: 'quarantined', code } }]);
  });

  it('is said to have become personas once', () => {
    expect(codesOf(personas(aMember(), aMember(), aMember()))).toEqual(['system_kept']);
  });

  it('is known when its members do not fit into what is looked at', () => {
    const many = Array.from({ length: 2000 }, () => aMember({ description: 'x'.repeat(500) }));
    expect(pluralkitFormat.recognise(glimpseOf(JSON.stringify(aSystem(...many))))).toBeDefined();
  });

  it.each([
    ['a group chat', { members: ['lilith.png'], chat_id: '1', chats: [], name: 'Hall' }],
    ['members that are no list', { ...aSystem(), members: {} }],
    ['another bot’s export', { ...aSystem(), tuppers: [] }],
    ['a list', []],
  ])('is not %s', (_, file) => {
    expect(pluralkitFormat.recognise(glimpseOf(JSON.stringify(file)))).toBeUndefined();
  });
});
