/** Why a model gave no answer. Said once, where the answer was read. */
export const failures = [
  'authentication', 'out-of-credit', 'too-dear', 'in-flight', 'rate-limit', 'free-quota', 'moderation', 'model-missing',
  'bad-request', 'too-long', 'overloaded', 'timeout', 'network', 'empty', 'broken',
] as const; // prettier-ignore

export type Failure = (typeof failures)[number];

export const isFailure = (value: unknown): value is Failure => failures.some(each => each === value);

/** What is done about a failure. */
export type Remedy = {
  /** When told: only where the provider says when to come back. */
  readonly again: 'never' | 'at-once' | 'after-a-pause' | 'when-told';
  /** Whether another model may answer in place of this one, in the end. */
  readonly another: boolean;
  /** What it cost. Nothing unless named: the provider did nothing, but if it gave the request a name already, it did. */
  readonly cost: 'nothing' | 'nothing-unless-named' | 'unknown';
};

const cost = 'nothing';
const hopeless = { again: 'never', another: false, cost } as const;

export const remedies: Readonly<Record<Failure, Remedy>> = {
  authentication: hopeless,
  'out-of-credit': hopeless,
  'too-dear': hopeless,
  'in-flight': { again: 'after-a-pause', another: false, cost },
  'rate-limit': { again: 'after-a-pause', another: true, cost },
  'free-quota': { again: 'when-told', another: true, cost },
  moderation: hopeless,
  'model-missing': { again: 'never', another: true, cost },
  'bad-request': hopeless,
  'too-long': hopeless,
  overloaded: { again: 'after-a-pause', another: true, cost: 'nothing-unless-named' },
  timeout: { again: 'after-a-pause', another: true, cost: 'unknown' },
  network: { again: 'after-a-pause', another: true, cost: 'unknown' },
  empty: { again: 'at-once', another: false, cost: 'unknown' },
  broken: { again: 'after-a-pause', another: true, cost: 'unknown' },
};

/** What an error says of itself beside its kind. */
type Facts = Readonly<Record<string, unknown>>;

/** Whether a request that ended so cost nothing for certain. Named: the provider had given it a name. */
export function wasFree(facts: Facts, isNamed: boolean): boolean {
  if (facts['sent'] === false) return !isNamed;
  const { failure } = facts;
  if (!isFailure(failure) || facts['begun'] === true) return false;
  const { cost: known } = remedies[failure];
  return known === 'nothing' || (known === 'nothing-unless-named' && !isNamed);
}

/** Whether another model may answer. Where nothing could be sent at all, the other one is out of reach as well. */
export const mayHandOver = (failure: Failure, facts: Facts): boolean =>
  remedies[failure].another && facts['sent'] !== false;
