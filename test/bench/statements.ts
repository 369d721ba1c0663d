import Sqlite from 'better-sqlite3';
import { connect } from '../../dist/adapters/sqlite/connection.js';
import { databaseOf } from '../drills/homes.ts';

/** A call of a prepared statement, as it was made. */
export type Step = {
  readonly sql: string;
  readonly method: 'run' | 'get' | 'all';
  readonly isRaw: boolean;
  readonly parameters: readonly unknown[];
};

type Statement = Sqlite.Statement<unknown[]>;

/** What all statements share, and where a call of any of them can be seen. */
type Prototype = Record<Step['method'], (this: Statement, ...parameters: unknown[]) => unknown> & {
  raw: (this: Statement, toggle?: boolean) => Statement;
};

/**
 * The statements of doing something so many times. Not through the diagnostics channel, because in the text it shows
 * SQLite cuts long values.
 */
export async function statementsOf(times: number, work: (time: number) => Promise<unknown>): Promise<Step[][]> {
  const anyConnection = new Sqlite(':memory:');
  const prototype: Prototype = Object.getPrototypeOf(anyConnection.prepare('SELECT 1'));
  anyConnection.close();
  const all: Step[][] = [];
  for (let time = 0; time < times; time++) all.push(await recorded(prototype, () => work(time)));
  return all;
}

async function recorded(prototype: Prototype, work: () => Promise<unknown>): Promise<Step[]> {
  const originals = { ...ofMethods(method => prototype[method]), raw: prototype.raw };
  const rawOnes = new WeakSet<Statement>();
  const steps: Step[] = [];
  const watched = ofMethods(
    method =>
      function (this: Statement, ...parameters: unknown[]) {
        steps.push({ sql: this.source, method, isRaw: rawOnes.has(this), parameters });
        return originals[method].apply(this, parameters);
      },
  );
  const raw: Prototype['raw'] = function (toggle = true) {
    if (toggle) rawOnes.add(this);
    else rawOnes.delete(this);
    return originals.raw.call(this, toggle);
  };
  Object.assign(prototype, { ...watched, raw });
  try {
    await work();
    return steps;
  } finally {
    Object.assign(prototype, originals);
  }
}

const ofMethods = <T>(make: (method: Step['method']) => T) => ({
  run: make('run'),
  get: make('get'),
  all: make('all'),
});

/** Makes the same calls again in another home, one time's at each call, each distinct statement prepared once. */
export function replayIn(home: string, recordings: readonly Step[][]) {
  const sql = connect(databaseOf(home));
  const prepared = new Map<string, Statement>();
  const statementOf = ({ sql: text, isRaw }: Step): Statement => {
    const key = `${isRaw}${text}`;
    const known = prepared.get(key);
    if (known !== undefined) return known;
    const statement = isRaw ? sql.prepare<unknown[]>(text).raw() : sql.prepare<unknown[]>(text);
    prepared.set(key, statement);
    return statement;
  };
  const remaining = recordings.values();
  return {
    next(): void {
      const { value: steps } = remaining.next();
      if (steps === undefined) throw new Error('More was asked for than was recorded.');
      for (const step of steps) statementOf(step)[step.method](...step.parameters);
    },
    [Symbol.dispose]: () => void sql.close(),
  };
}
