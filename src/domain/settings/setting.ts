import * as z from 'zod';
import { endpointPolicies, keyPolicies } from '../wallet/billing/identity.js';
import { ratePattern } from '../limits/bucket.js';

/** Where a value can come from, nearest to the person first. The first tier that says something wins. */
export const tiers = ['person-personality', 'person', 'personality', 'environment', 'file', 'default'] as const;
export type Tier = (typeof tiers)[number];

/** What a tier says: nothing, deliberately nothing, or a value. */
export type Saying =
  | { readonly state: 'inherit' }
  | { readonly state: 'off' }
  | {
      readonly state: 'value';
      readonly value: unknown;
      /** The config of a model that says it, by its name. */
      readonly config?: string;
    };

export type Definition = {
  readonly summary: string;
  readonly schema: z.ZodType;
  readonly fallback: unknown;
  readonly canBeOff: boolean;
  readonly tiers: readonly Tier[];
  /** Environment variables that say it, the first one that is set. */
  readonly environment: readonly string[];
  /** What to ask before it is set to a value that others have to live with. */
  readonly asks: { readonly value: unknown; readonly question: string } | null;
};

const everywhere: readonly Tier[] = ['person-personality', 'person', 'personality', 'file', 'default'];
const operator: readonly Tier[] = ['environment', 'file', 'default'];

/** What is at stake is money or other people's words: only whoever keeps the config file says it. */
const fileOnly: readonly Tier[] = ['file', 'default'];

/** Where a key is sent to: nothing that can be edited in passing may say that. */
const environmentOnly: readonly Tier[] = ['environment', 'default'];

const define = (definition: Partial<Definition> & Pick<Definition, 'summary' | 'schema' | 'fallback'>): Definition => ({
  canBeOff: false,
  tiers: operator,
  environment: [],
  asks: null,
  ...definition,
});

export const logLevelSchema = z.enum(['debug', 'info', 'warn', 'error']);
export const shardsSchema = z.union([z.literal('auto'), z.int().min(1).max(1000)]);
const rate = z.string().regex(ratePattern, 'Write it as 10/60, which is ten within 60 seconds.');
const url = z.url({ protocol: /^https?$/ });
const snowflake = z.string().regex(/^\d{15,20}$/, 'A Discord id is 15 to 20 digits.');
const people = z.preprocess(listed, z.array(snowflake).max(1000));

/** Everything that can be set, and what holds when nobody sets it. */
export const definitions = {
  owner: define({
    summary: 'The Discord id of the person this home belongs to.',
    schema: snowflake,
    fallback: null,
    environment: ['TZUROT_OWNER', 'BOT_OWNER_ID', 'BOT_OWNER_DISCORD_ID'],
  }),
  timezone: define({
    summary: 'The time zone of people who have not named theirs.',
    schema: z.string().refine(isTimezone, 'Time zones look like Europe/Berlin or UTC.'),
    fallback: 'UTC',
    tiers: ['person', 'file', 'default'],
  }),
  'history.messages': define({
    summary: 'How many lines of the conversation a personality sees.',
    schema: z.int().min(1).max(500),
    fallback: 50,
    tiers: everywhere,
  }),
  'recall.memories': define({
    summary: 'How many memories may come to mind. Off: none.',
    schema: z.int().min(0).max(50),
    fallback: 10,
    canBeOff: true,
    tiers: everywhere,
  }),
  'recall.turns': define({
    summary: 'How many earlier lines of yours a short message is recalled together with.',
    schema: z.int().min(0).max(10),
    fallback: 3,
    tiers: everywhere,
  }),
  'references.messages': define({
    summary: 'How many messages that one refers to are quoted at most.',
    schema: z.int().min(1).max(50),
    fallback: 20,
    tiers: everywhere,
  }),
  'references.mentions': define({
    summary: 'How many people that a message mentions are introduced at most.',
    schema: z.int().min(1).max(50),
    fallback: 10,
    tiers: everywhere,
  }),
  'references.channels': define({
    summary: 'How many channels that a message mentions are named at most.',
    schema: z.int().min(1).max(20),
    fallback: 5,
    tiers: everywhere,
  }),
  'references.roles': define({
    summary: 'How many roles that a message mentions are named at most.',
    schema: z.int().min(1).max(20),
    fallback: 5,
    tiers: everywhere,
  }),
  memory: define({
    summary: 'Whether what is said is remembered and recalled at all.',
    schema: z.literal('on'),
    fallback: 'on',
    canBeOff: true,
    tiers: everywhere,
  }),
  'llm.model': define({
    summary: 'The model that answers, by the name its provider knows.',
    schema: z.string().min(1).max(300),
    fallback: null,
    tiers: ['person-personality', 'person', 'personality', 'environment', 'file', 'default'],
    environment: ['TZUROT_LLM_MODEL'],
  }),
  'llm.fallback': define({
    summary: 'The model that steps in once where the other cannot answer. Off: none.',
    schema: z.string().min(1).max(300),
    fallback: null,
    canBeOff: true,
    tiers: everywhere,
  }),
  'llm.config': define({
    summary: 'A named choice of model and parameters. `llm-config list` has them all.',
    schema: z.string().min(1).max(100),
    fallback: null,
    tiers: ['person-personality', 'person', 'file', 'default'],
  }),
  'vision.model': define({
    summary: 'The model that says what pictures show, to those that do not see.',
    schema: z.string().min(1).max(300),
    fallback: null,
    tiers: ['person-personality', 'person', 'environment', 'file', 'default'],
    environment: ['TZUROT_VISION_MODEL'],
  }),
  'llm.url': define({
    summary:
      'An OpenAI-compatible endpoint of your own, such as Ollama. Ends in /v1. Your key, TZUROT_LLM_KEY, goes only to one from the environment.',
    schema: url,
    fallback: null,
    environment: ['TZUROT_LLM_URL'],
  }),
  'llm.maxTokens': define({
    summary: 'How long an answer may get, where the personality says nothing.',
    schema: z.int().min(16).max(100_000),
    fallback: 1024,
  }),
  'llm.contextTokens': define({
    summary: 'How much a model may read at once. It never reads more than it can.',
    schema: z.int().min(1000).max(2_000_000),
    fallback: 32_000,
  }),
  'answer.retries': define({
    summary: 'How often another answer is asked for, and paid, when one repeats what was said before. 0: never.',
    schema: z.int().min(0).max(3),
    fallback: 1,
    tiers: everywhere,
  }),
  'answer.footer': define({
    summary: 'Whether it stands in small print under an answer on Discord which model wrote it.',
    schema: z.literal('on'),
    fallback: 'on',
    canBeOff: true,
    tiers: everywhere,
  }),
  'answer.together': define({
    summary: 'Whether what one person says on Discord within a second and a half gets one answer.',
    schema: z.literal('on'),
    fallback: null,
    canBeOff: true,
    tiers: fileOnly,
  }),
  'answer.streamed': define({
    summary: 'Whether an answer on Discord is shown while it is being made, sentence by sentence.',
    schema: z.literal('on'),
    fallback: null,
    canBeOff: true,
    tiers: everywhere,
  }),
  'answer.uncalled': define({
    summary:
      'Whether whoever answered you goes on answering you in that channel for half an hour without being called.',
    schema: z.literal('on'),
    fallback: null,
    canBeOff: true,
    tiers: ['person', 'file', 'default'],
  }),
  'calls.atOnce': define({
    summary: 'How many requests to models are under way at once. Others wait for their turn.',
    schema: z.int().min(1).max(1000),
    fallback: 32,
  }),
  'calls.perKey': define({
    summary: 'How many of them are paid with the same key, or go to your own endpoint.',
    schema: z.int().min(1).max(1000),
    fallback: 8,
  }),
  'openrouter.url': define({
    summary: 'Where OpenRouter is reached.',
    schema: url,
    fallback: 'https://openrouter.ai/api/v1',
    tiers: environmentOnly,
    environment: ['TZUROT_OPENROUTER_URL'],
  }),
  'endpoint.for': define({
    summary: 'Whom your own endpoint answers: everyone, or the owner alone.',
    schema: z.enum(endpointPolicies),
    fallback: 'everyone',
    tiers: fileOnly,
  }),
  'keys.system': define({
    summary:
      'Who may speak at the cost of your keys without one of their own: owner; allow-list (and keys.allowed); guests (and everybody, with free models). Off: nobody.',
    schema: z.enum(keyPolicies).exclude(['off']),
    fallback: 'owner',
    canBeOff: true,
    tiers: fileOnly,
  }),
  'keys.allowed': define({
    summary: 'The Discord ids of people who may speak at the cost of your keys, where keys.system says so.',
    schema: people,
    fallback: [],
    tiers: fileOnly,
  }),
  'guests.dataCollection': define({
    summary: 'Whether free models may keep what guests write. Many answer only then.',
    schema: z.enum(['deny', 'allow']),
    fallback: 'deny',
    tiers: fileOnly,
    asks: {
      value: 'allow',
      question:
        'Providers of free models may then store what guests write, and train on it. Guests are told so. Allow it?',
    },
  }),
  'elevenlabs.url': define({
    summary: 'Where ElevenLabs is reached.',
    schema: url,
    fallback: 'https://api.elevenlabs.io',
    tiers: environmentOnly,
    environment: ['TZUROT_ELEVENLABS_URL'],
  }),
  'discord.url': define({
    summary: 'Where Discord is reached, without a version.',
    schema: url,
    fallback: 'https://discord.com/api',
    tiers: environmentOnly,
    environment: ['TZUROT_DISCORD_API_URL'],
  }),
  'discord.shards': define({
    summary:
      'Over how many connections Discord is heard. auto: as many as Discord advises. One does for 2,500 servers.',
    schema: shardsSchema,
    fallback: 1,
  }),
  'discord.vaultChannel': define({
    summary:
      'The id of a channel in which pictures of personalities may be kept, where they cannot be shown otherwise.',
    schema: snowflake,
    fallback: null,
  }),
  'http.port': define({
    summary:
      'At which port the daemon shows pictures and says whether it lives. 0: any that is free. Left out, it is 8787 with http.publicUrl, and none without.',
    schema: z.int().min(0).max(65_535),
    fallback: null,
    canBeOff: true,
    environment: ['TZUROT_HTTP_PORT', 'PORT'],
  }),
  'http.host': define({
    summary: 'At which address of this machine it listens. 0.0.0.0: all of them.',
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'Write an address or a name, without a port.'),
    fallback: '127.0.0.1',
    environment: ['TZUROT_HTTP_HOST'],
  }),
  'http.publicUrl': define({
    summary: 'Where everybody can reach the daemon. Begins with https.',
    schema: url,
    fallback: null,
    environment: ['TZUROT_PUBLIC_URL'],
  }),
  'pluralkit.url': define({
    summary: 'Where PluralKit is asked who speaks.',
    schema: url,
    fallback: 'https://api.pluralkit.me/v2',
    tiers: environmentOnly,
    environment: ['TZUROT_PLURALKIT_URL'],
  }),
  'trace.keepHours': define({
    summary: 'How long it can be asked why an answer was what it was. Off: not at all.',
    schema: z.int().min(1).max(720),
    fallback: 24,
    canBeOff: true,
  }),
  'limits.person': define({
    summary: 'How often one person may ask: 10/60 is ten times within 60 seconds. Off: as often as they like.',
    schema: rate,
    fallback: '10/60',
    canBeOff: true,
  }),
  'limits.channel': define({
    summary: 'How often may be asked in one channel. Off: as often as people like.',
    schema: rate,
    fallback: '30/60',
    canBeOff: true,
  }),
  'limits.fuse': define({
    summary: 'How many answers may go into one channel before it is taken for a loop, and stopped. Off: any number.',
    schema: rate,
    fallback: '60/3600',
    canBeOff: true,
  }),
  'limits.wallet': define({
    summary: 'How often one person may change their keys on Discord. Off: as often as they like.',
    schema: rate,
    fallback: '10/900',
    canBeOff: true,
  }),
  'log.level': define({
    summary: 'How much is written to the log.',
    schema: logLevelSchema,
    fallback: 'info',
    environment: ['LOG_LEVEL'],
  }),
} as const satisfies Readonly<Record<string, Definition>>;

export type SettingKey = keyof typeof definitions;

export const settingKeys: readonly SettingKey[] = Object.keys(definitions).filter(isSettingKey);

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(definitions, text);
}

/** A list as people write one: with commas or blanks between. */
function listed(value: unknown): unknown {
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(each => each !== '') : value;
}

function isTimezone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
