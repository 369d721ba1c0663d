import type { Station } from '../ports/station.js';
import type { Listener } from './listening.js';

/** How things stand, for whoever runs it. */
export type Status = {
  readonly name: string | null;
  readonly guilds: number;
  readonly pingMs: number | null;
  readonly isConnected: boolean;
  readonly answered: number;
  readonly underWay: number;
};

export const statusOf = (station: Station, { tally, underWay }: Listener): Status => ({
  ...station.state(),
  answered: tally.done,
  underWay: underWay(),
});

/** What there is to tell whoever runs it. */
export type Announcer = {
  /** Something happened that is worth a line. */
  say(line: string): void;
  /** Something changed that a status line shows. */
  changed(status: Status): void;
};
