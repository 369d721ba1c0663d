import { scannable } from '../text/macros.js';
import { isLucky, type Moment } from './gate.js';
import { contest, groupsOf, type Called } from './group.js';
import { heard, together, type Heard } from './heard.js';
import type { Hearing } from './hearing.js';
import { matched, scoreOf, type IsHeard } from './match.js';
import type { Prepared } from './prepared.js';
import { pastOf } from './replay.js';
import type { Scene } from './scene.js';
import { levelOf, standingOf } from './standing.js';
import { no, type Verdict } from './verdict.js';

/** How often entries may call each other. */
const mostRounds = 5;

/** How many characters of lore other lore listens to. */
const longestTold = 100_000;

/** What does not change while entries are decided about. */
type Hall = { readonly moment: Moment; readonly texts: readonly Heard[]; readonly hearing: Hearing };

/** How far the decisions are. */
type State = {
  readonly verdicts: ReadonlyMap<Prepared, Verdict>;
  /** Those that may still be called. */
  readonly open: readonly Prepared[];
  /** What the entries that came up say, a text for each round, and whether those of the newest round say anything. */
  readonly told: readonly Heard[];
  readonly isNew: boolean;
  /** The levels of waiting entries that are still to come, and the one that is open. */
  readonly waiting: readonly number[];
  readonly level: number;
};

/** Decides about every entry, leaving budgets aside. First the lines call, then what they called. */
export function decide(all: readonly Prepared[], scene: Scene, hearing: Hearing): ReadonlyMap<Prepared, Verdict> {
  const moment = { ...scene, length: scene.earlier + scene.lines.length };
  const hall: Hall = { moment, texts: scene.lines.map(({ text }) => heard(text)), hearing };
  let state = opened(hall, all, scene);
  for (let round = 1; round <= mostRounds; round++) {
    const next = recursed(hall, state, round === 1);
    if (next === undefined) break;
    state = next;
  }
  return state.verdicts;
}

/** The first round: what holds without keys, and what the lines call. */
function opened(hall: Hall, all: readonly Prepared[], scene: Scene): State {
  const standings = all.map(entry => {
    const past = pastOf(entry, scene, hall.texts, hall.hearing);
    return { entry, standing: standingOf(entry, hall.moment, past) };
  });
  const open = standings.flatMap(({ entry, standing }) => (standing === 'open' ? [entry] : []));
  const verdicts = new Map<Prepared, Verdict>();
  const sure: Called[] = [];
  for (const { entry, standing } of standings) {
    if (standing === 'open') verdicts.set(entry, no('recursion', 'It waits for other lore to call it.'));
    else if (standing.active)
      sure.push({ entry, verdict: standing, score: scoreOf(entry, listening(hall, entry, [])) });
    else verdicts.set(entry, standing);
  }
  const waiting = [...new Set(open.map(levelOf))].filter(level => level > 0).toSorted((a, b) => a - b);
  const state: State = { verdicts, open, told: [], isNew: false, waiting, level: 0 };
  return settled(hall, state, sure, open.filter(entry => levelOf(entry) === 0)); // prettier-ignore
}

/** A later round: what the entries of the round before call, and those that waited. Undefined: nothing is left to do. */
function recursed(hall: Hall, state: State, isFirst: boolean): State | undefined {
  const { open, isNew, waiting } = state;
  const next = isFirst || !isNew ? waiting[0] : undefined;
  if (next === undefined && !isNew) return undefined;
  const level = next ?? state.level;
  const now = { ...state, level, waiting: next === undefined ? waiting : waiting.slice(1) };
  return settled(hall, now, [], open.filter(entry => isInRound(entry, level))); // prettier-ignore
}

function isInRound(entry: Prepared, level: number): boolean {
  const { book, excludeRecursion } = entry.entry.rules;
  const own = levelOf(entry);
  if (own > 0) return own <= level && book?.recursive !== false;
  return book?.recursive === true && excludeRecursion !== true;
}

/** Listens to some of the entries, and lets those that are called compete. */
function settled(hall: Hall, state: State, sure: readonly Called[], asked: readonly Prepared[]): State {
  const verdicts = new Map(state.verdicts);
  const called = [...sure];
  for (const entry of asked) {
    const isHeard = listening(hall, entry, state.told);
    const verdict = matched(entry, isHeard);
    if (verdict.active) called.push({ entry, verdict, score: scoreOf(entry, isHeard) });
    else verdicts.set(entry, verdict);
  }
  const taken = new Set([...verdicts].flatMap(([entry, { active }]) => (active ? groupsOf(entry) : [])));
  const { winners, losers } = contest(called, taken, words => hall.moment.chance(`${words} at ${hall.moment.length}`));
  for (const [entry, verdict] of losers) verdicts.set(entry, verdict);
  for (const { entry, verdict } of winners) verdicts.set(entry, withLuck(entry, verdict, hall.moment));
  const decided = new Set(called.map(({ entry }) => entry));
  const speakers = [...decided].filter(entry => verdicts.get(entry)?.active === true && speaks(entry));
  const spoken = speakers.length === 0 ? [] : [wordsOf(speakers, state.told)];
  return {
    ...state,
    verdicts,
    open: state.open.filter(entry => !decided.has(entry)),
    told: [...state.told, ...spoken],
    isNew: spoken.length > 0,
  };
}

const speaks = ({ entry }: Prepared) => entry.rules.preventRecursion !== true;

/** What entries say, as far as it is listened to. */
function wordsOf(speakers: readonly Prepared[], told: readonly Heard[]): Heard {
  const texts: Heard[] = [];
  let room = longestTold - told.reduce((sum, { raw }) => sum + raw.length, 0);
  for (const { entry } of speakers) {
    room -= entry.content.length;
    if (room >= 0) texts.push(heard(scannable(entry.content)));
  }
  return together(texts);
}

/** Listens to the lines that an entry looks at, and to other lore where its book allows that. */
function listening({ texts, hearing }: Hall, { entry, depth }: Prepared, told: readonly Heard[]): IsHeard {
  const lines = depth === 0 ? [] : texts.slice(-depth);
  const sources = entry.rules.book?.recursive === true ? [...lines, ...told] : lines;
  return key => sources.some(text => hearing.hears(key, text));
}

/** What stays does not roll again. */
const withLuck = (entry: Prepared, verdict: Verdict, moment: Moment): Verdict =>
  verdict.code === 'sticky' || isLucky(entry, moment)
    ? verdict
    : no('probability', `It comes up in ${entry.entry.rules.probability} of 100 cases; this was none of them.`);
