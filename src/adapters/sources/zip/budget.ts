import { refuse } from '../refusal.js';

const mostBytes = 4 * 1024 ** 3;
const mostEntries = 100_000;
export const mostRatio = 200;

/** What is smaller when unpacked does no harm, however well it was packed. */
export const harmlessBytes = 1024 * 1024;

/** What may come out of one file, the zips inside it included. */
export type Budget = { addEntries(count: number): void; addBytes(count: number): void };

export function budgetFor(packedBytes: number): Budget {
  let entries = 0;
  let bytes = 0;
  return {
    addEntries(count) {
      entries += count;
      if (entries > mostEntries) refuse('too_many_entries', `There are ${entries} entries in this zip, and ${mostEntries} are the most.`); // prettier-ignore
    },
    addBytes(count) {
      bytes += count;
      if (bytes > mostBytes) refuse('too_big', 'This zip would unpack to more than 4 GiB.');
      if (bytes > harmlessBytes && bytes > packedBytes * mostRatio) {
        refuse(
          'ratio_in_all',
          `This zip of ${packedBytes} bytes would unpack to ${bytes}, more than ${mostRatio} times as many.`,
        );
      }
    },
  };
}
