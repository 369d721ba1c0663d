import type { PromptText } from '../../../personality/personality.js';

type Row<Key extends string> = {
  readonly ours: Key;
  /** What it is called in a card. The first is its name in version 2 and 3. */
  readonly names: readonly [string, ...string[]];
};

/** What a card says about a prompt. */
export const promptRows: readonly Row<keyof PromptText>[] = [
  { ours: 'character', names: ['description', 'char_persona'] },
  { ours: 'traits', names: ['personality'] },
  { ours: 'scenario', names: ['scenario', 'world_scenario'] },
  { ours: 'greeting', names: ['first_mes', 'char_greeting'] },
  { ours: 'examples', names: ['mes_example', 'example_dialogue'] },
  { ours: 'system', names: ['system_prompt'] },
  { ours: 'reminder', names: ['post_history_instructions'] },
];

/** What it says beside that in one text. */
export const mannerRows: readonly Row<'nickname' | 'creator' | 'creatorNotes' | 'version'>[] = [
  { ours: 'nickname', names: ['nickname'] },
  { ours: 'creator', names: ['creator'] },
  { ours: 'creatorNotes', names: ['creator_notes', 'creatorcomment'] },
  { ours: 'version', names: ['character_version'] },
];

/** What it says beside that in lists. */
export const listRows: readonly Row<'greetings' | 'groupGreetings' | 'tags'>[] = [
  { ours: 'greetings', names: ['alternate_greetings'] },
  { ours: 'groupGreetings', names: ['group_only_greetings'] },
  { ours: 'tags', names: ['tags'] },
];

export const nameRow = { ours: 'name', names: ['name', 'char_name'] } as const satisfies Row<'name'>;
