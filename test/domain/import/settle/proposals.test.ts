import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../../src/domain/import/format.js';
import { proposalsOf } from '../../../../src/domain/import/settle/proposals.js';
import {
  aBlockFound, aCharacter, aConfigFound, aForeignUserFound, aMemoryFound, anActivationFound, aPersonaFound,
  aPersonalizationFound, aPreferenceFound, aStrayFile, aTrainingFound, aVerificationFound, sha256,
} from '../../../support/finds.js'; // prettier-ignore

const proposed = (
  found: Discovery,
  character: ReturnType<typeof aCharacter> | undefined = aCharacter(),
  importerId = 'ada',
) => proposalsOf({ file: aStrayFile(), found }, { sha256, importerId, character, userOf: id => `user of ${id}` });

const of = (found: Discovery) =>
  proposalsOf({ file: aStrayFile(), found }, { sha256, importerId: 'ada', character: undefined, userOf: id => id });

describe('what a small record would write', () => {
  it.each<[string, Discovery, object]>([
    ['a verification', aVerificationFound(), { entity: 'verification', id: '123', theirs: { verifiedAt: 5 } }],
    [
      'one of an unknown time',
      aVerificationFound({ verifiedAt: null }),
      { entity: 'verification', id: '123', theirs: { verifiedAt: null } },
    ],
    [
      'a block',
      aBlockFound({ target: 'guild', reason: 'Spam.' }),
      { entity: 'block', id: 'guild/123', theirs: { reason: 'Spam.' } },
    ],
    ['a preference', aPreferenceFound(), { entity: 'preference', id: '123/releases', theirs: { value: 'off' } }],
    [
      'an activation',
      anActivationFound(),
      { entity: 'activation', id: 'channel/lilith-id', theirs: { slot: 0, activatedBy: 'ada' } },
    ],
    [
      'an activation by nobody',
      anActivationFound({ by: null }),
      { entity: 'activation', id: 'channel/lilith-id', theirs: { slot: 0, activatedBy: null } },
    ],
    [
      'whose account somebody had',
      aForeignUserFound({ note: 'checked' }),
      {
        entity: 'person',
        id: 'shapes.inc/uuid',
        theirs: { userId: 'user of 123', name: 'Zoe', note: 'checked', claimed: 0 },
      },
    ],
  ])('is one value: %s', (_, found, proposal) => expect(proposed(found)).toEqual([proposal]));

  it.each([anActivationFound(), aPersonalizationFound()])('cannot be written without a personality: %#', found => {
    expect(of(found)).toBeNull();
  });

  it.each([aMemoryFound(), aConfigFound(), aTrainingFound()])('is nothing by itself: %#', found => {
    expect(proposed(found)).toEqual([]);
  });
});

describe('a persona', () => {
  it('is the importer’s, and the same one again and again', () => {
    const [one] = proposed(aPersonaFound({ pronouns: 'they', about: 'Flies.' })) ?? [];
    const theirs = { userId: 'ada', name: 'Moth', pronouns: 'they', about: 'Flies.', isDefault: 0 };
    expect(one).toMatchObject({ entity: 'persona', theirs });
    expect(proposed(aPersonaFound({ name: 'Moth, renamed' }))?.[0]?.id).toBe(one?.id);
  });

  it('is another one for somebody else, of another id, and of another name where there is no id', () => {
    const ids = [
      proposed(aPersonaFound()),
      proposed(aPersonaFound(), aCharacter(), 'bob'),
      proposed(aPersonaFound({ foreignId: 'other' })),
      proposed(aPersonaFound({ foreignId: null, name: 'A' })),
      proposed(aPersonaFound({ foreignId: null, name: 'B' })),
    ].map(all => all?.[0]?.id);
    expect(new Set(ids).size).toBe(5);
  });
});

describe('a personalization', () => {
  it('makes the person somebody of their own for this personality', () => {
    const [persona, override] =
      proposed(aPersonalizationFound({ model: 'some/model', params: { temperature: 0 } })) ?? [];
    expect(persona).toMatchObject({
      entity: 'persona',
      theirs: { userId: 'ada', name: 'Adelaide', pronouns: 'she/her', about: null, isDefault: 0 },
    });
    expect(override).toEqual({
      entity: 'override',
      id: 'ada/lilith-id',
      theirs: { personaId: persona?.id, sidecar: 'A cartographer.', model: 'some/model', params: '{"temperature":0}' },
    });
  });

  it('without a name has no persona, and tells the pronouns beside the rest', () => {
    const theirs = (fields: Parameters<typeof aPersonalizationFound>[0]) =>
      proposed(aPersonalizationFound({ preferredName: null, ...fields }))?.map(each => each.theirs);
    expect(theirs({})).toMatchObject([{ personaId: null, sidecar: 'Pronouns: she/her.\nA cartographer.' }]);
    expect(theirs({ sidecar: null })).toMatchObject([{ personaId: null, sidecar: 'Pronouns: she/her.' }]);
    expect(theirs({ sidecar: null, pronouns: null })).toMatchObject([{ personaId: null, sidecar: null }]);
  });

  it('is another persona for every personality and person', () => {
    const ids = [
      proposed(aPersonalizationFound()),
      proposed(aPersonalizationFound(), aCharacter({ id: 'owl-id', foreignId: 'owl-id' })),
      proposed(aPersonalizationFound(), aCharacter(), 'bob'),
    ].map(all => all?.[0]?.id);
    expect(new Set(ids).size).toBe(3);
  });
});
