import { promptSchema } from '../../../../personality/personality.js';
import type { Cutting, PersonalityFound, SketchFound } from '../../../found.js';
import { nameAt, textAt, wholeTextAt } from '../texts.js';
import { flagAt, numberAt } from '../numbers.js';
import { paramsIn } from '../../../../params/read.js';
import { fatesOf, readingOf, remark, type Reading } from '../reading.js';
import { slugIn, subjectOf } from '../subject.js';
import { isFields } from '../values.js';

/** One personality of v2’s own list. */
export function readEntry({ value, raw, at }: Cutting, key: string): PersonalityFound {
  const reading = readingOf(isFields(value) ? value : {}, at);
  const foreignId = wholeTextAt(reading, ['id'], 200) ?? key;
  const slug = slugIn(nameAt(reading, ['profile.name', 'name']));
  const sketch = sketchIn(reading);
  const owner = wholeTextAt(reading, ['ownerId'], 200);
  if (flagAt(reading, ['removed']) === true)
    remark(
      reading,
      'removed',
      'info',
      'removed_at_source',
      'v2 had taken it off its list. It is imported all the same.',
    );
  if (!isFields(value))
    remark(reading, '', 'warn', 'not_a_personality', 'This entry is not an object. It is kept as it is.');
  reading.fates.set('aliases', 'mapped');
  return {
    kind: 'personalities', at, raw, subject: subjectOf(foreignId, slug), weight: 'state', slug, sketch,
    fates: fatesOf(reading, ['profile']), owners: typeof owner === 'string' ? [owner] : [], remarks: reading.remarks,
  }; // prettier-ignore
}

function sketchIn(reading: Reading): SketchFound {
  const displayName = nameAt(reading, ['profile.displayName', 'displayName']) ?? null;
  const errorMessage = textAt(reading, ['profile.errorMessage'], 500);
  return {
    ...(displayName !== null && { name: displayName, displayName }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(wholeTextAt(reading, ['profile.mode'], 200) === 'local' && ownWords(reading)),
  };
}

/** What v2 itself made a personality of, where the service had no part in it. */
function ownWords(reading: Reading): SketchFound {
  const system = textAt(reading, ['profile.systemPrompt']) ?? textAt(reading, ['profile.prompt']);
  const character = textAt(reading, ['profile.bio']) ?? textAt(reading, ['profile.prompt']);
  const model = wholeTextAt(reading, ['profile.modelPath'], 300);
  const params = {
    temperature: numberAt(reading, ['profile.temperature'], { min: 0, max: 2 }) ?? undefined,
    max_tokens:
      numberAt(reading, ['profile.maxTokens'], { min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true }) || undefined,
  };
  const prompt = { system: system ?? undefined, character: character ?? undefined };
  return {
    prompt: promptSchema.safeParse(set(prompt)).data ?? {},
    llm: { ...(model !== undefined && { model }), params: paramsIn(set(params)).params },
  };
}

const set = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
