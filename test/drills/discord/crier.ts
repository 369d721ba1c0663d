import * as z from 'zod';
import { markOf } from './marks.ts';
import type { Town } from './town.ts';

/** What somebody said, and where. */
export type Call = { readonly id: string; readonly number: number; readonly channel: string };

const said = z.object({ id: z.string() });

export type Crier = {
  readonly calls: readonly Call[];
  /** So many messages more, each in the next channel, by the next person; as if it had been said at that moment. */
  call(count: number, perSecond?: number, at?: number): Promise<readonly Call[]>;
};

/** Has people call for lilith, as fast as wanted. */
export function crierIn({ discord, channels, people }: Town): Crier {
  const calls: Call[] = [];
  const one = async (number: number, at?: number): Promise<Call> => {
    const channel = channels[number % channels.length] ?? '';
    const person = people[Math.floor(number / channels.length) % people.length] ?? '';
    const words = `@lilith, are you there? I said ${markOf(number)}.`;
    const saying = at === undefined ? {} : { at };
    const { id } = said.parse(await discord.tell('people.say', channel, person, words, saying));
    const call = { id, number, channel };
    calls.push(call);
    return call;
  };
  return {
    calls,
    async call(count, perSecond = Number.POSITIVE_INFINITY, at) {
      const [first, began] = [calls.length, performance.now()];
      const made: Call[] = [];
      for (let index = 0; index < count; index++) {
        const early = (index / perSecond) * 1000 - (performance.now() - began);
        if (early > 1) await new Promise(resolve => setTimeout(resolve, early));
        made.push(await one(first + index, at));
      }
      return made;
    },
  };
}
