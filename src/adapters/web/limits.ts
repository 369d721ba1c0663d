/** What a stranger may take of this program. */
export type Limits = {
  /** From the connection, or from the first byte of the next request, to the end of the head. */
  readonly headMs: number;
  /** To the end of the request. */
  readonly requestMs: number;
  /** How long taking an answer may last, however steadily it is taken. */
  readonly answerMs: number;
  /** Without a byte in either direction. */
  readonly idleMs: number;
  /** How long a connection stays open for another request. */
  readonly keepMs: number;
  /** How often is looked who is late. */
  readonly lookMs: number;
  readonly headBytes: number;
  /** Connections of one neighbourhood. */
  readonly neighbours: number;
  /** Connections in all. So many that whoever fills it needs many addresses, and so few that files stay for us. */
  readonly connections: number;
};

export const usualLimits: Limits = {
  headMs: 5000,
  requestMs: 10_000,
  answerMs: 30_000,
  idleMs: 10_000,
  keepMs: 5000,
  lookMs: 1000,
  headBytes: 8 * 1024,
  neighbours: 64,
  connections: 512,
};
