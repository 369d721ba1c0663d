/** What the doctor looks at, in order. */
export const checkIds = [
  'node', 'sqlite', 'home', 'permissions', 'schema', 'integrity', 'master-key', 'disk', 'clock', 'provider',
  'addresses', 'discord', 'discord-intents', 'discord-channels', 'discord-webhooks', 'discord-clock',
] as const; // prettier-ignore
export type CheckId = (typeof checkIds)[number];

export type Check = {
  readonly id: CheckId;
  readonly status: 'ok' | 'warn' | 'fail' | 'skip';
  readonly message: string;
  readonly try?: string;
};

export type Diagnosis = { readonly ok: boolean; readonly checks: readonly Check[] };

export const diagnosisOf = (checks: readonly Check[]): Diagnosis => ({
  ok: checks.every(({ status }) => status !== 'fail'),
  checks,
});

/** Something on the machine rather than in the home: its failure means `unavailable`. */
const ofTheMachine: readonly CheckId[] = [
  'node', 'sqlite', 'disk', 'clock', 'provider', 'addresses', 'discord', 'discord-intents', 'discord-channels',
  'discord-webhooks', 'discord-clock',
]; // prettier-ignore

/** What kind of trouble it is, where there is any. */
export const troubleOf = ({ checks }: Diagnosis): 'corrupt' | 'unavailable' | undefined => {
  const failed = checks.filter(({ status }) => status === 'fail');
  if (failed.length === 0) return undefined;
  return failed.every(({ id }) => ofTheMachine.includes(id)) ? 'unavailable' : 'corrupt';
};
