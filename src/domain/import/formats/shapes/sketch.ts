import { mannerSchema, promptSchema, type Manner, type PromptText } from '../../../personality/personality.js';
import type { SketchFound } from '../../found.js';
import { readBirthday } from './birthday.js';
import { nameAt, textAt, textsAt, wholeTextAt } from './texts.js';
import { flagAt, numberAt } from './numbers.js';
import { readParams } from './params.js';
import type { Reading } from './reading.js';
import { pathsOf } from './sketch-fields.js';
import { readVoice } from './voice.js';

/** Everything a config says of a personality. Null is “unset” where a personality can be without, and else absent. */
export function readSketch(reading: Reading, username: string | null): SketchFound {
  const name = nameAt(reading, ['name']) ?? nameAt(reading, ['displayName', 'display_name']) ?? username;
  const displayName = nameAt(reading, ['displayName', 'display_name']) ?? name;
  const errorMessage = textAt(reading, pathsOf('error_message'), 500);
  const birthday = readBirthday(reading);
  const voice = readVoice(reading);
  return {
    ...(name !== null && { name }),
    ...(displayName !== null && { displayName }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(birthday !== undefined && { birthday }),
    prompt: readPrompt(reading),
    manner: readManner(reading),
    ...(voice !== undefined && { voice }),
    llm: readModel(reading),
  };
}

const promptFields: readonly (readonly [keyof PromptText, string])[] = [
  ['system', 'jailbreak'],
  ['character', 'user_prompt'],
  ['traits', 'personality_traits'],
  ['tone', 'personality_tone'],
  ['age', 'personality_age'],
  ['appearance', 'appearance'],
  ['likes', 'personality_likes'],
  ['dislikes', 'personality_dislikes'],
  ['goals', 'personality_conversational_goals'],
  ['history', 'personality_history'],
  ['examples', 'personality_conversational_examples'],
  ['greeting', 'initial_message'],
];

function readPrompt(reading: Reading): PromptText {
  const texts = promptFields.map(([name, field]) => [name, textAt(reading, pathsOf(field))] as const);
  return promptSchema.safeParse(Object.fromEntries(texts.filter(([, text]) => typeof text === 'string'))).data ?? {};
}

function readManner(reading: Reading): Manner {
  const adult = [flagAt(reading, pathsOf('is_sensitive')), flagAt(reading, pathsOf('self_identified_sensitive'))];
  const manner = {
    keywords: textsAt(reading, pathsOf('keywords')),
    reactions: textsAt(reading, pathsOf('favorite_reacts')),
    resetMessage: textAt(reading, pathsOf('wack_message')),
    sleepMessage: textAt(reading, pathsOf('sleep_message')),
    status: textAt(reading, pathsOf('status')),
    statusType: textAt(reading, pathsOf('status_type'), 200),
    isAdult: adult.includes(true) || (adult.includes(false) ? false : undefined),
  };
  const set = Object.entries(manner).filter(([, value]) => (value ?? undefined) !== undefined && !isEmpty(value));
  return mannerSchema.safeParse(Object.fromEntries(set)).data ?? {};
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

function readModel(reading: Reading): NonNullable<SketchFound['llm']> {
  const model = wholeTextAt(reading, pathsOf('engine_model'), 300);
  const fallbackModel = wholeTextAt(reading, [...pathsOf('fallback_engine_model'), 'engineConfig.fallbackModel'], 300);
  return {
    ...(model !== undefined && { model }),
    ...(fallbackModel !== undefined && { fallbackModel }),
    params: readParams(reading),
    limits: readLimits(reading),
  };
}

function readLimits(reading: Reading) {
  const historyMessages = numberAt(reading, pathsOf('stm_window'), { min: 1, max: 100, isWhole: true }) ?? null;
  const memoryEnabled = flagAt(reading, pathsOf('ltm_enabled')) ?? null;
  const memoryThreshold = numberAt(reading, pathsOf('ltm_threshold'), { min: 0, max: 1 }) ?? null;
  const memoryMax =
    numberAt(reading, pathsOf('ltm_max_retrieved_summaries'), { min: 0, max: 50, isWhole: true }) ?? null;
  return {
    ...(historyMessages !== null && { historyMessages }),
    ...(memoryEnabled !== null && { memoryEnabled }),
    ...(memoryThreshold !== null && { memoryThreshold }),
    ...(memoryMax !== null && { memoryMax }),
  };
}
