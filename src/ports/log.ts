export type LogFacts = Readonly<Record<string, unknown>>;

/**
 * What the operator reads afterwards. Never throws and never waits, whatever it is given: cycles, errors, getters that
 * throw; a line that cannot be written is dropped. Secrets are taken out before anything is written, known values first and known shapes after.
 */
export interface Log {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
}
