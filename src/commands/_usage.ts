import * as Flags from '@oclif/core/flags';
import type { App } from '../app.js';
import { canDraw } from '../config.js';
import { periods } from '../domain/usage/period.js';
import type { Asked } from '../domain/usage/report/actions.js';
import type { Overview } from '../domain/usage/report/overview.js';
import { groupings, type Grouping } from '../domain/usage/usage.js';
import { handleOf } from '../domain/user/user.js';
import { onTerminal } from './_ask.js';
import type { GlobalFlags } from './_base.js';

export const usageFlags = {
  period: Flags.option({ options: periods })({
    default: 'month',
    description: 'The calendar period so far, in the time zone of the one who looks.',
  }),
  watch: Flags.boolean({
    allowNo: true,
    description: 'Keep it on the screen and up to date. On a terminal so, unless told otherwise.',
  }),
};

export const byFlag = (fallback: Grouping) => ({
  by: Flags.option({ options: groupings })({ default: fallback, description: 'What to add up by.' }),
});

/** Whether there is somebody to watch, and something to watch on. */
export const isWatched = (flags: { watch?: boolean | undefined }, json: boolean): boolean =>
  !json && flags.watch !== false && onTerminal() && canDraw();

/** The dashboard. Loaded only where it is shown, because it is much, and while the figures are. */
export async function watch(app: App, { viewer, subject, ...choice }: Asked, flags: GlobalFlags): Promise<void> {
  const load = remembering((chosen, before) => app.usage.overview({ viewer, subject, ...chosen }, before));
  const [{ watchUsage }, overview] = await Promise.all([import('./_view/dashboard/watch.js'), load(choice)]);
  const isEveryone = subject === 'everyone';
  const watched = {
    whose: isEveryone ? 'Everyone' : handleOf(subject),
    program: app.config.program,
    groupings: isEveryone ? groupingsOfMany : groupingsOfOne,
    inColour: flags['no-color'] !== true && app.config.color,
    load,
    interrupt: () => void process.kill(process.pid, 'SIGINT'),
  };
  await watchUsage(watched, { overview, choice });
}

type Choice = Pick<Asked, 'period' | 'by'>;

/** Lends each look what the one before it saw, if that was of the same. */
function remembering(look: (choice: Choice, before: Overview | undefined) => Promise<Overview>) {
  const seen = new Map<string, Overview>();
  return async (choice: Choice) => {
    const name = `${choice.period} ${choice.by}`;
    const overview = await look(choice, seen.get(name));
    seen.clear();
    seen.set(name, overview);
    return overview;
  };
}

const groupingsOfOne = ['personality', 'model', 'provider', 'type'] as const;
const groupingsOfMany = ['personality', 'model', 'user', 'provider', 'type'] as const;
