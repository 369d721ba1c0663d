import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { Proxies } from '../../../ports/proxies.js';
import { softly, together } from '../../around.js';
import { bounded } from '../../bounded.js';
import { isKnown, knownFrom, type Known } from '../known.js';

type KnowingPorts = {
  readonly proxies: Pick<Proxies, 'knows'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly log: Log;
};

/** The accounts of which it is known whether they speak through a proxy. */
export type Acquaintances = {
  /** Asks once, and whoever comes meanwhile waits with it. Never fails: who cannot be asked about counts as one who does not. */
  speaksByProxy(accountId: string): Promise<boolean>;
  /** It was seen to, whoever is asked about it. */
  seen(accountId: string): void;
};

const mostAccounts = 50_000;

export function acquaintances({ proxies, clock, log }: KnowingPorts): Acquaintances {
  const accounts = bounded<string, Known>(mostAccounts);
  const once = together<boolean>();
  const note = (accountId: string, answer: boolean | undefined): boolean => {
    const known = knownFrom(answer, clock.monotonic());
    accounts.set(accountId, known);
    return known.proxies;
  };
  return {
    async speaksByProxy(accountId) {
      const known = accounts.get(accountId);
      if (isKnown(known, clock.monotonic())) return known.proxies;
      return once(accountId, undefined, async () => {
        const answer = await softly(log, 'asking whether somebody speaks through a proxy', () =>
          proxies.knows(accountId),
        );
        const meanwhile = accounts.get(accountId);
        return isKnown(meanwhile, clock.monotonic()) ? meanwhile.proxies : note(accountId, answer);
      });
    },
    seen: accountId => void note(accountId, true),
  };
}
