import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { TzurotError } from './domain/errors.js';
import { ofOperator, type OperatorSettings } from './domain/settings/operator.js';
import { parseFileKey, parseSaying } from './domain/settings/parse.js';
import { numberOf, textOf, type Resolved } from './domain/settings/resolve.js';
import {
  definitions, logLevelSchema, settingKeys, shardsSchema, type Saying, type SettingKey,
} from './domain/settings/setting.js'; // prettier-ignore
import type { OwnEndpoint } from './domain/wallet/keys/endpoint.js';
import { Secret } from './domain/wallet/secret.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where everything of a home lies. */
export type Paths = {
  readonly home: string;
  readonly marker: string;
  readonly config: string;
  readonly database: string;
  readonly masterKey: string;
  readonly snapshots: string;
  readonly archive: string;
  readonly reports: string;
  readonly cache: string;
  readonly logs: string;
};

/** Where the operator put the master key, if not into the home. */
export type MasterKeySources = {
  readonly file: string | null;
  readonly inline: { readonly name: string; readonly hex: Secret } | null;
};

/** A service, and the operator's key to it, if there is one. */
export type Service = { readonly url: string; readonly key: Secret | null };

/** What models may run on besides the demo model. */
export type Services = {
  /** The operator's own endpoint, and where it is said. */
  readonly endpoint: (Service & OwnEndpoint) | null;
  readonly openRouter: Service;
  readonly elevenLabs: Service;
  readonly discord: { readonly url: string; readonly token: Secret | null };
  /** Anybody may ask it; there is no key. */
  readonly pluralKit: Pick<Service, 'url'>;
};

export type Config = {
  readonly paths: Paths;
  readonly owner: string | null;
  readonly masterKey: MasterKeySources;
  readonly services: Services;
  readonly operatorSettings: OperatorSettings;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly contextTokens: number;
  readonly answerTokens: number;
  readonly traceHours: number | null;
  /** Where the daemon listens for requests, if it does. */
  readonly http: { readonly host: string; readonly port: number } | null;
  /** Where everybody can reach the daemon, if anywhere. */
  readonly publicUrl: string | null;
  readonly discord: {
    readonly shards: number | 'auto';
    /** The channel in which pictures are kept. */
    readonly vaultChannel: string | null;
  };
  /** How a person starts this program, for hints. */
  readonly program: string;
  readonly color: boolean;
};

/** Reads the environment and the home's config file, once. Nothing else in the program looks at either. */
export function readConfig(options: { home?: string | undefined } = {}, env: Environment = process.env): Config {
  const paths = pathsOf(homeFolder(env, options.home));
  const operatorSettings = { environment: fromEnvironment(env), file: readFile(paths) };
  const settled = (key: SettingKey) => ofOperator(operatorSettings, key);
  const keepHours = settled('trace.keepHours');
  return {
    paths,
    owner: ownerOf(operatorSettings),
    masterKey: { file: env['TZUROT_MASTER_KEY_FILE'] || null, inline: inlineMasterKey(env) },
    services: {
      endpoint: endpointAt(settled('llm.url'), env),
      openRouter: { url: textOf(settled('openrouter.url')) ?? '', key: secretOf(env, 'OPENROUTER_API_KEY') },
      elevenLabs: { url: textOf(settled('elevenlabs.url')) ?? '', key: secretOf(env, 'ELEVENLABS_API_KEY') },
      discord: { url: textOf(settled('discord.url')) ?? '', token: secretOf(env, 'DISCORD_TOKEN') },
      pluralKit: { url: textOf(settled('pluralkit.url')) ?? '' },
    },
    operatorSettings,
    logLevel: logLevelSchema.parse(settled('log.level').value),
    contextTokens: numberOf(settled('llm.contextTokens')),
    answerTokens: numberOf(settled('llm.maxTokens')),
    traceHours: keepHours.state === 'off' ? null : numberOf(keepHours),
    http: httpOf(settled),
    publicUrl: textOf(settled('http.publicUrl')),
    discord: {
      shards: shardsSchema.parse(settled('discord.shards').value),
      vaultChannel: textOf(settled('discord.vaultChannel')),
    },
    program: programName(env),
    color: !env['NO_COLOR'] && canDraw(env),
  };
}

/**
 * The same configuration, for the demo that lives inside the home. It has a database and a master key of
 * its own, and belongs to whoever sits at the machine.
 */
export const demoConfig = (config: Config): Config => ({
  ...config,
  paths: pathsOf(join(config.paths.home, 'demo')),
  masterKey: { file: null, inline: null },
  owner: null,
});

export function pathsOf(home: string): Paths {
  return {
    home,
    marker: join(home, 'home.json'),
    config: join(home, 'config.json'),
    database: join(home, 'tzurot.db'),
    masterKey: join(home, 'keys', 'master.key'),
    snapshots: join(home, 'snapshots'),
    archive: join(home, 'archive'),
    reports: join(home, 'reports'),
    cache: join(home, 'cache'),
    logs: join(home, 'logs'),
  };
}

function homeFolder(env: Environment, flag: string | undefined): string {
  const named = flag ?? env['TZUROT_HOME'];
  if (named !== undefined && named !== '') return resolve(named);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'tzurot');
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'tzurot');
}

function fromEnvironment(env: Environment): ReadonlyMap<SettingKey, Saying> {
  const sayings = new Map<SettingKey, Saying>();
  for (const key of settingKeys) {
    const names = definitions[key].environment.filter(name => env[name] !== undefined && env[name] !== '');
    const values = new Set(names.map(name => env[name]));
    const name = names[0];
    if (name === undefined) continue;
    if (values.size > 1) throw new TzurotError('invalid', `${names.join(' and ')} disagree. Set one of them.`);
    sayings.set(
      key,
      within(name, () => parseSaying(key, env[name] ?? '')),
    );
  }
  return sayings;
}

/** A folder that is no home may have a config file of its own, which is none of our business. */
function readFile({ marker, config }: Paths): ReadonlyMap<SettingKey, Saying> {
  const content = existsSync(marker) ? settingsIn(config) : {};
  return new Map(
    Object.entries(content).map(([name, value]) => {
      const key = within(config, () => parseFileKey(name));
      return [key, within(config, () => parseSaying(key, typeof value === 'string' ? value : JSON.stringify(value)))];
    }),
  );
}

/** Says where a setting stands that cannot be read. */
function within<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TzurotError)) throw error;
    throw new TzurotError(error.code, `In ${where}: ${error.message}`, { cause: error });
  }
}

/** What stands in a config file, as it stands there. */
export function settingsIn(path: string): object {
  const text = contentOf(path);
  if (text === undefined) return {};
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  } catch (cause) {
    throw new TzurotError('invalid', `${path} is not JSON. Mend it, or move it away to start from the defaults.`, {
      cause,
    });
  }
  throw new TzurotError('invalid', `${path} must hold a JSON object of settings.`, { try: 'config list' });
}

const mostBytes = 1024 * 1024;

/** Undefined where there is nothing. Devices and pipes are not read: they may never end, or never begin. */
function contentOf(path: string): string | undefined {
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > mostBytes) throw new Error(`It is no file of at most ${mostBytes} bytes.`);
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return undefined;
    throw new TzurotError('unavailable', `${path} cannot be read.`, { try: 'doctor', cause });
  }
}

function ownerOf({ environment, file }: OperatorSettings): string | null {
  const inEnvironment = environment.get('owner');
  const inFile = file.get('owner');
  const [first, second] = [inEnvironment, inFile].flatMap(saying => (saying?.state === 'value' ? [saying.value] : []));
  if (first !== undefined && second !== undefined && first !== second) {
    throw new TzurotError(
      'invalid',
      `The environment names ${String(first)} as the owner, and the config file ${String(second)}. Take one of them away.`,
      { try: 'config explain owner' },
    );
  }
  return typeof first === 'string' ? first : null;
}

function inlineMasterKey(env: Environment): MasterKeySources['inline'] {
  const set = ['APP_MASTER_KEY', 'ENCRYPTION_KEY'].flatMap(name => (env[name] ? [{ name, hex: env[name] }] : []));
  const [first, second] = set;
  if (first === undefined) return null;
  if (second !== undefined && second.hex.trim().toLowerCase() !== first.hex.trim().toLowerCase())
    throw new TzurotError(
      'invalid',
      `There are two master keys that differ: ${first.name} and ${second.name}. Take the wrong one away.`,
    );
  return { name: first.name, hex: new Secret(first.hex) };
}

const usualPort = 8787;

/** Whoever has a public address wants to be reached there. */
function httpOf(settled: (key: SettingKey) => Resolved): Config['http'] {
  const port = settled('http.port');
  const usual = settled('http.publicUrl').value === null ? null : usualPort;
  const chosen = typeof port.value === 'number' ? port.value : usual;
  if (port.state === 'off' || chosen === null) return null;
  return { host: textOf(settled('http.host')) ?? '', port: chosen };
}

/** The operator's key goes only to an address that stands beside it, in the environment. */
function endpointAt(setting: Resolved, env: Environment): Services['endpoint'] {
  const url = textOf(setting);
  if (url === null) return null;
  if (setting.from !== 'environment') return { url, from: 'file', key: null };
  return { url, from: 'environment', key: secretOf(env, 'TZUROT_LLM_KEY') };
}

function secretOf(env: Environment, name: string): Secret | null {
  const direct = env[name]?.trim();
  if (direct) return new Secret(direct);
  const file = env[`${name}_FILE`];
  if (!file) return null;
  const content = contentOf(file)?.trim();
  if (content) return new Secret(content);
  const why = content === undefined ? 'there is no such file' : 'there is nothing in it';
  throw new TzurotError('invalid', `${name}_FILE names ${file}, and ${why}.`);
}

/** How a person starts this program: by its own name, or through npx in its folder. */
export function programName(env: Environment = process.env): string {
  const started = process.argv[1];
  const byName = started !== undefined && basename(started) === 'tzurot';
  return byName && env['npm_command'] !== 'exec' ? 'tzurot' : 'npx tzurot';
}

/** The editor a person likes. */
export const editorOf = (env: Environment = process.env): string => env['VISUAL'] || env['EDITOR'] || 'vi';

/** Whether the terminal can draw anywhere, and not only write line after line. */
export const canDraw = (env: Environment = process.env): boolean => env['TERM'] !== 'dumb';

/** Every secret that stands in the environment, whatever it is for. */
export const secretsIn = (env: Environment = process.env): Secret[] =>
  [
    'APP_MASTER_KEY',
    'ENCRYPTION_KEY',
    'TZUROT_LLM_KEY',
    'OPENROUTER_API_KEY',
    'ELEVENLABS_API_KEY',
    'DISCORD_TOKEN',
    'GITHUB_WEBHOOK_SECRET',
  ]
    .map(name => env[name]?.trim() ?? '')
    .filter(value => value !== '')
    .map(value => new Secret(value));

/** The environment for other people's programs: without what is secret here. */
export const harmlessEnvironment = (env: Environment = process.env): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/KEY|TOKEN|SECRET|PASS|CREDENTIAL/i.test(name)));

/** Whether there is a screen on which a browser could open. */
export const hasScreen = (env: Environment = process.env): boolean =>
  process.platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
