import type { Clock } from '../../ports/clock.js';
import type { Patient } from '../../ports/patient.js';
import {
  judgeChannels, judgeIntents, judgeServers, judgeSkew, judgeToken, judgeWebhooks,
} from '../discord/judge.js'; // prettier-ignore
import type { DiscordSight } from '../discord/sight.js';
import { messageOf, TzurotError } from '../errors.js';
import { judgeAddresses } from './addresses.js';
import { diagnosisOf, type Check, type CheckId, type Diagnosis } from './check.js';
import { judgeClock, judgeDisk, judgeMasterKey, judgeNode, judgePermissions, judgeSqlite } from './judge.js';

export type DoctorPorts = { readonly patient: Patient; readonly clock: Clock };

export type Examination = { readonly offline: boolean };

/** Looks at everything, and lets no failure stop the rest. Changes nothing. */
export async function examine({ patient, clock }: DoctorPorts, { offline }: Examination): Promise<Diagnosis> {
  const checks = [
    judgeNode(patient.nodeVersion()),
    await checked('sqlite', async () => judgeSqlite(await patient.sqliteVersion())),
    await checked('home', async () => ({ id: 'home', status: 'ok', message: await patient.home() })),
  ];
  if (checks.some(({ id, status }) => id === 'home' && status === 'fail')) {
    const room = await disk(patient);
    return diagnosisOf([
      ...checks,
      ...ofTheHome.map(homeless),
      room,
      judgeClock(clock.now(), null),
      homeless('provider'),
      judgeAddresses(patient.addresses()),
      ...ofDiscord.map(homeless),
    ]);
  }
  return diagnosisOf([
    ...checks,
    await checked('permissions', async () => judgePermissions(await patient.openFiles())),
    await checked('schema', async () => schema(await patient.pendingMigrations())),
    await checked('integrity', async () => integrity(await patient.damage())),
    await checked('master-key', async () => judgeMasterKey(await patient.masterKey(), clock.now())),
    await disk(patient),
    await checked('clock', async () => judgeClock(clock.now(), await patient.newestLine())),
    offline ? skipped('provider', 'not asked') : await provider(patient),
    judgeAddresses(patient.addresses()),
    ...(offline ? ofDiscord.map(id => skipped(id, 'not asked')) : await discord(patient)),
  ]);
}

/** Mends what can be mended without losing anything, and says what that was. */
export async function mend({ patient }: DoctorPorts, { checks }: Diagnosis): Promise<string[]> {
  const failed = new Set(checks.filter(({ status }) => status === 'fail').map(({ id }) => id));
  const done: string[] = [];
  if (failed.has('permissions') || failed.has('master-key')) {
    const open = await patient.openFiles();
    if (open.length > 0) {
      await patient.closeFiles(open);
      done.push(`closed ${open.length} file${open.length === 1 ? '' : 's'} to others`);
    }
  }
  if (failed.has('integrity') && (await isDamaged(patient))) {
    await patient.rebuildIndexes();
    done.push('built the text index anew');
  }
  return done;
}

/** Whether the store can be read and is broken. What cannot even be opened is not mended from here. */
const isDamaged = (patient: Patient): Promise<boolean> =>
  patient.damage().then(
    damage => damage.length > 0,
    () => false,
  );

const skipped = (id: CheckId, message: string): Check => ({ id, status: 'skip', message });

const ofTheHome = ['permissions', 'schema', 'integrity', 'master-key'] as const;

const homeless = (id: CheckId): Check => skipped(id, 'there is no home to look at');

async function checked(id: CheckId, look: () => Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    return failure(id, error);
  }
}

function failure(id: CheckId, error: unknown): Check {
  const hint = error instanceof TzurotError ? error.try : undefined;
  return {
    id,
    status: 'fail',
    message: messageOf(error),
    ...(hint !== undefined && hint !== 'doctor' && { try: hint }),
  };
}

const schema = (pending: number): Check =>
  pending === 0
    ? { id: 'schema', status: 'ok', message: 'up to date' }
    : {
        id: 'schema',
        status: 'fail',
        message: `${pending} migration${pending === 1 ? ' is' : 's are'} missing.`,
        try: 'migrate up',
      };

const integrity = (damage: readonly string[]): Check =>
  damage.length === 0
    ? { id: 'integrity', status: 'ok', message: 'every row reads, every reference leads somewhere' }
    : { id: 'integrity', status: 'fail', message: damage.slice(0, 3).join('; '), try: 'doctor --fix' };

const disk = (patient: Patient) => checked('disk', async () => judgeDisk(await patient.freeBytes()));

const provider = (patient: Patient) =>
  checked('provider', async () => {
    const answered = await patient.provider();
    return answered === null
      ? { id: 'provider', status: 'ok', message: 'the built-in demo model; no service is set up' }
      : { id: 'provider', status: 'ok', message: answered };
  });

const ofDiscord = ['discord', 'discord-intents', 'discord-channels', 'discord-webhooks', 'discord-clock'] as const;

async function discord(patient: Patient): Promise<Check[]> {
  try {
    const sight = await patient.discord();
    return sight === null ? ofDiscord.map(id => skipped(id, 'no token is set')) : judgedDiscord(sight);
  } catch (error) {
    return ofDiscord.map(id => (id === 'discord' ? failure(id, error) : skipped(id, 'Discord did not say')));
  }
}

function judgedDiscord(sight: DiscordSight): Check[] {
  const servers = judgeServers(sight);
  const known = servers.status === 'ok' ? judgeToken(sight) : servers;
  return [
    { id: 'discord', ...known, ...(known !== servers && { message: `${known.message} ${servers.message}` }) },
    { id: 'discord-intents', ...judgeIntents(sight.application) },
    { id: 'discord-channels', ...judgeChannels(sight) },
    { id: 'discord-webhooks', ...judgeWebhooks(sight) },
    { id: 'discord-clock', ...judgeSkew(sight) },
  ];
}
