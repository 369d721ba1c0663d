import type { Cast, Mention } from './cast.js';
import type { PersonalityFound } from './found.js';
import type { Find, Survey, SurveyedFile } from './survey/survey.js';

/** Every place where anybody is spoken of. */
export function mentionsOf({ files }: Survey, finds: readonly Find[]): Mention[] {
  const mention = ({ recognised }: SurveyedFile, subject: Mention['subject'] | null | undefined): Mention[] =>
    recognised === undefined || subject === null || subject === undefined
      ? []
      : [{ format: recognised.format, isWorldwide: recognised.isWorldwide, subject }];
  return [
    ...files
      .filter(({ state }) => state === 'read')
      .flatMap(file => [
        ...mention(file, file.recognised?.subject),
        ...file.subjects.flatMap(subject => mention(file, subject)),
      ]),
    ...finds.flatMap(({ file, found }) => mention(file, found.subject)),
  ];
}

/** What sources say of everybody, by the id they have here. */
export function sketchesOf(finds: readonly Find[], cast: Cast): ReadonlyMap<string, readonly PersonalityFound[]> {
  const sketches = new Map<string, PersonalityFound[]>();
  for (const { file, found } of finds) {
    if (found.kind !== 'personalities') continue;
    const character = cast.of(file.recognised?.format ?? 'generic', found.subject ?? file.recognised?.subject ?? null);
    if (character !== undefined) sketches.set(character.id, [...(sketches.get(character.id) ?? []), found]);
  }
  return sketches;
}
