import type { Personality } from '../../personality/personality.js';
import type { Labelled } from '../company/member.js';
import { namesOf } from '../speaking.js';

/** What a clean answer depends on, beside itself. */
export type About = {
  /** What the personality may lead its own lines with. */
  readonly names: readonly string[];
  /** By which the others are known. The personality never speaks for them. */
  readonly others: readonly string[];
  /** What was said to it. */
  readonly said: string;
};

type Scene = {
  readonly personality: Personality;
  readonly context: { readonly company: readonly Labelled[] };
  readonly message: { readonly text: string };
};

export function aboutOf({ personality, context, message }: Scene): About {
  const names = [...new Set([...namesOf(personality), personality.slug])].filter(isName);
  const own = new Set(names.map(lower));
  const others = context.company.flatMap(({ label, name }) => [label, name ?? '']).filter(isName);
  return { names, others: [...new Set(others)].filter(name => !own.has(lower(name))), said: message.text };
}

const isName = (name: string) => name.trim() !== '';
const lower = (name: string) => name.toLowerCase();
