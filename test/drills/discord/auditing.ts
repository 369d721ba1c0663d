import * as z from 'zod';
import type { Failure } from '../drill.ts';
import type { Crier } from './crier.ts';
import { outcomesOf, troublesBetween, type Seen } from './judging.ts';
import { ledgerOf, progressOf } from './ledger.ts';
import type { Town } from './town.ts';

const visible = z.array(
  z.object({ id: z.string(), content: z.string(), author: z.object({ bot: z.boolean().optional() }) }),
);
const verified = z.object({ ok: z.boolean(), problems: z.array(z.string()).optional() });

const lookEveryMs = 200;

/** When all that was called has its outcome and was said; or when nothing has moved any more for a while. */
export async function settled({ home }: Town, { calls }: Pick<Crier, 'calls'>, patienceMs = 30_000): Promise<boolean> {
  let [last, movedAt] = ['', performance.now()];
  for (;;) {
    const { taken, open, settled: done, unsaid } = progressOf(home);
    if (taken >= calls.length && open === 0 && unsaid === 0) return true;
    const now = JSON.stringify([taken, open, done, unsaid]);
    if (now !== last) [last, movedAt] = [now, performance.now()];
    if (performance.now() - movedAt > patienceMs) return false;
    await new Promise(resolve => setTimeout(resolve, lookEveryMs));
  }
}

export type Audit = {
  readonly failures: readonly Failure[];
  readonly outcomes: Readonly<Record<string, number>>;
  /** Requests for which Discord bans an address when there are ten thousand of them. */
  readonly invalid: number;
};

/** Compares what was asked, what was written down and what people see, and has the program verify its store. */
export async function audit(at: string, town: Town, { calls }: Pick<Crier, 'calls'>): Promise<Audit> {
  const seen: Seen[] = [];
  for (const channel of town.channels) {
    const messages = visible.parse(await town.discord.tell('visible', channel));
    for (const { id, content, author } of messages) if (author.bot === true) seen.push({ id, text: content });
  }
  const ledger = ledgerOf(town.home);
  const { ok, problems = [] } = verified.parse(JSON.parse((await town.run('verify', '--json')).stdout));
  const troubles = [...troublesBetween(calls, ledger, seen), ...(ok ? [] : [`verify: ${problems.join('; ')}`])];
  return {
    failures: troubles.map(trouble => ({ at, trouble })),
    outcomes: outcomesOf(calls, ledger),
    invalid: z.number().parse(await town.discord.tell('journal.invalidRequests')),
  };
}
