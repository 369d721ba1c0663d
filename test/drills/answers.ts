import { cleaned, presentable } from '../../dist/domain/turn/answering/cleaned.js';
import { withoutClosers } from '../../dist/domain/turn/answering/closers.js';
import { withoutDouble } from '../../dist/domain/turn/answering/doubled.js';
import { withoutEcho } from '../../dist/domain/turn/answering/echo.js';
import { withoutEntities } from '../../dist/domain/turn/answering/entities.js';
import { withoutLead } from '../../dist/domain/turn/answering/lead.js';
import { tooAlike, likeness } from '../../dist/domain/turn/answering/likeness.js';
import { withoutSections } from '../../dist/domain/turn/answering/sections.js';
import { split } from '../../dist/domain/turn/answering/split.js';
import { withoutThinking } from '../../dist/domain/turn/answering/thinking.js';
import { withoutOtherVoices } from '../../dist/domain/turn/answering/voices.js';
import { hostile, hostilePieces, inCompany } from '../support/hostile-answers.ts';
import type { Drill } from './drill.ts';

const about = inCompany();
const megabyte = 1_000_000;
/** Of one megabyte, by one step. In milliseconds. */
const goalMs = 20;

const steps: Readonly<Record<string, (text: string) => unknown>> = {
  thinking: text => withoutThinking(text, about, true),
  sections: text => withoutSections(text, about, true),
  lead: text => withoutLead(text, about, true),
  closers: text => withoutClosers(text, about, true),
  voices: text => withoutOtherVoices(text, about, true),
  entities: text => withoutEntities(text, about, true),
  echo: text => withoutEcho(text, about, true),
  doubled: text => withoutDouble(text, about, true),
  alike: text => likeness(text, text) >= tooAlike,
  split: text => split(text),
  all: text => cleaned(text, about),
  shown: text => presentable(text, about),
};

/** The fastest of a few runs. */
function fastest(work: (text: string) => unknown, text: string): number {
  const times = Array.from({ length: 4 }, () => {
    const started = performance.now();
    work(text);
    return performance.now() - started;
  });
  return Math.min(...times);
}

/** How long each step takes for a megabyte of what makes careless readers slow. It fails where time grows faster than length. */
export const answers: Drill = {
  name: 'answers',
  what: 'a megabyte of hostile answers',
  traces: false,
  async run({ quick }) {
    const names = Object.keys(steps);
    const pieces = quick ? hostilePieces.slice(0, 4) : hostilePieces;
    console.log(`${'ms'.padEnd(26)}${names.map(name => name.padStart(9)).join('')}`);
    const rows = pieces.map(([shape, piece]) => {
      const text = hostile(piece, megabyte);
      const times = Object.values(steps).map(work => fastest(work, text));
      console.log(`${shape.padEnd(26)}${times.map(ms => ms.toFixed(1).padStart(9)).join('')}`);
      return times.map((ms, index) => ({ at: `${shape}, ${names[index]}`, ms }));
    });
    const slow = rows.flat().filter(({ ms }) => ms > goalMs);
    const failures = slow.filter(({ ms }) => ms > 1000).map(({ at, ms }) => ({ at, trouble: `${ms.toFixed(0)} ms` }));
    return {
      points: rows.flat().length,
      failures,
      note: `${slow.length} above the goal of ${goalMs} ms`,
    };
  },
};
