import { describe, expect, it } from 'vitest';
import { mentionsOf, sketchesOf } from '../../../src/domain/import/casting.js';
import {
  aCast, aConfigFound, aMemoryFound, aRecognised, aStrayFile, aSurveyedFile, anAliasFound, lilith, owl,
} from '../../support/finds.js'; // prettier-ignore

describe('the mentions in a batch', () => {
  it('are those of files, of their lines, and of what they say', () => {
    const file = aSurveyedFile({ subjects: [owl] });
    const finds = [{ file, found: aConfigFound({ subject: { foreignId: 'third', slug: null } }) }];
    expect(mentionsOf({ files: [file], issues: [] }, finds).map(({ subject }) => subject)).toEqual([
      lilith,
      owl,
      { foreignId: 'third', slug: null },
    ]);
  });

  it('say which format it was, and whether its ids are good all over the world', () => {
    const file = aSurveyedFile({ recognised: aRecognised({ format: 'card', isWorldwide: false }) });
    expect(mentionsOf({ files: [file], issues: [] }, [])).toEqual([
      { format: 'card', isWorldwide: false, subject: lilith },
    ]);
  });

  it('are none in what is of nobody, or was not recognised', () => {
    const stray = aSurveyedFile({ recognised: undefined, subjects: [lilith] });
    const nobodys = aStrayFile();
    const finds = [
      { file: nobodys, found: aMemoryFound() },
      { file: nobodys, found: anAliasFound('Moth', { subject: null }) },
    ];
    expect(mentionsOf({ files: [stray, nobodys], issues: [] }, finds)).toEqual([]);
  });
});

describe('what sources say of somebody', () => {
  it('stands by the id they have here, in the order of the files', () => {
    const cast = aCast();
    const [one, two, of] = [
      aConfigFound({ weight: 'mention' }),
      aConfigFound({ subject: { foreignId: null, slug: 'lilith' } }),
      aConfigFound({ subject: owl }),
    ];
    const finds = [one, of, two, aMemoryFound()].map(found => ({ file: aStrayFile(), found }));
    const sketches = sketchesOf(finds, cast);
    expect([...sketches]).toEqual([
      ['lilith-id', [one, two]],
      ['owl-id', [of]],
    ]);
  });

  it('is said of whom the file is about, where it names nobody', () => {
    const { subject: _, ...found } = aConfigFound();
    expect([...sketchesOf([{ file: aSurveyedFile(), found }], aCast()).keys()]).toEqual(['lilith-id']);
    expect([...sketchesOf([{ file: aStrayFile(), found }], aCast())]).toEqual([]);
  });
});
