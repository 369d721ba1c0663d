import { describe, expect, it } from 'vitest';
import { tupperboxFormat } from '../../../../src/domain/import/formats/proxies/tupperbox.js';
import { codesOf, found, glimpseOf } from '../generic/reading.js';

const aTupper = (fields: Record<string, unknown> = {}) => ({
  name: 'Ada',
  avatar_url: 'https://cdn.example/ada.png',
  brackets: ['A:', ''],
  posts: 12,
  show_brackets: false,
  birthday: null,
  description: 'Counts.',
  nick: 'Countess',
  tag: null,
  group_id: null,
  ...fields,
});

const personas = (...tuppers: unknown[]) => found(tupperboxFormat, { tuppers, groups: [{ id: 1 }] }).discoveries;

describe('a Tupperbox export', () => {
  it('becomes a persona for each tupper', () => {
    expect(personas(aTupper(), aTupper({ id: 7, name: 'Bo', description: null }))).toEqual([
      {
        kind: 'personas',
        at: '/tuppers/0',
        raw: JSON.stringify(aTupper()),
        remarks: [expect.objectContaining({ severity: 'info', code: 'tuppers_kept' })],
        foreignId: 'Ada',
        name: 'Ada',
        pronouns: null,
        about: 'Counts.',
      },
      expect.objectContaining({ foreignId: '7', name: 'Bo', about: null }),
    ]);
  });

  it('keeps every digit of an id', () => {
    const text = '{"tuppers":[{"id":12345678901234567890,"name":"Ada"}],"groups":[]}';
    expect(found(tupperboxFormat, text).discoveries).toMatchObject([{ foreignId: '12345678901234567890' }]);
  });

  it('says once what stays in the archive', () => {
    expect(codesOf(personas(aTupper(), aTupper({ name: 'Bo' })))).toEqual(['tuppers_kept']);
  });

  it('sets aside what is nobody', () => {
    expect(personas({}, 1)).toMatchObject([{ aside: { code: 'no_name' } }, { aside: { code: 'not_an_object' } }]);
  });

  it.each([[{ tuppers: {} }], [{ members: [] }], [[]]])('is not %j', file => {
    expect(tupperboxFormat.recognise(glimpseOf(JSON.stringify(file)))).toBeUndefined();
  });
});
