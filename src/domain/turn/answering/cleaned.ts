import type { About } from './about.js';
import { withoutClosers } from './closers.js';
import { withoutDouble } from './doubled.js';
import { withoutEcho } from './echo.js';
import { withoutEntities } from './entities.js';
import { withoutLead } from './lead.js';
import { withoutSections } from './sections.js';
import type { Step } from './step.js';
import { withoutThinking } from './thinking.js';
import { decided } from './undecided.js';
import { withoutOtherVoices } from './voices.js';

/** What a step of the cleaning did to an answer. */
export type CleaningStep = { readonly name: string; readonly changed: boolean; readonly removed?: readonly string[] };

export type Cleaned = { readonly text: string; readonly steps: readonly CleaningStep[] };

/** What can be said of an answer while it is being made. */
const early: readonly (readonly [name: string, step: Step])[] = [
  ['thinking', withoutThinking],
  ['prompt-sections', withoutSections],
  ['lead', withoutLead],
  ['closing-tags', withoutClosers],
  ['other-voices', withoutOtherVoices],
  ['entities', withoutEntities],
  ['trim', text => ({ text: text.trim(), removed: [] })],
];

/** What needs the whole. */
const late: typeof early = [
  ['echo', withoutEcho],
  ['doubled', withoutDouble],
];

export const stepNames: readonly string[] = [...early, ...late].map(([name]) => name);

/** What was taken out may have hidden something, so an answer is looked at again after a change, but not forever. */
const mostLooks = 4;

/** Cleans a model's answer of all that is no part of it, and says what each step did. */
export function cleaned(answer: string, about: About): Cleaned {
  const did = new Map<string, string[]>();
  const text = settled(answer, before => {
    const tidy = settled(before, each => run(early, each, about, true, did));
    return run(late, tidy, about, true, did);
  });
  return { text, steps: stepNames.map(name => stepOf(name, did.get(name))) };
}

/**
 * The part of an unfinished answer that can be shown already, because no later text can take it back. Only a thought
 * that is closed and was never opened could, and nobody can foresee that.
 */
export const presentable = (unfinished: string, about: About): string =>
  settled(unfinished, each => run(early, each, about, false, new Map()));

/** What `presentable` comes to in the end. */
export const tidied = (answer: string, about: About): string =>
  settled(answer, each => run(early, each, about, true, new Map()));

function settled(text: string, look: (text: string) => string): string {
  let now = text;
  for (let looks = 0; looks < mostLooks; looks++) {
    const before = now;
    now = look(before);
    if (now === before) break;
  }
  return now;
}

function run(steps: typeof early, text: string, about: About, isFinished: boolean, did: Map<string, string[]>): string {
  return steps.reduce((before, [name, step]) => {
    const taken = step(isFinished ? before : decided(before), about, isFinished);
    if (taken.text !== before) did.set(name, [...(did.get(name) ?? []), ...taken.removed]);
    return taken.text;
  }, text);
}

const stepOf = (name: string, removed: readonly string[] | undefined): CleaningStep =>
  removed === undefined ? { name, changed: false } : { name, changed: true, ...(removed.length > 0 && { removed }) };
