import type { Payer } from '../usage/usage.js';
import type { Failure } from './failure.js';

/** What is known about a failure besides its kind. */
export type About = {
  /** As sentences call it. */
  readonly provider: string;
  readonly model: string;
  readonly payer: Payer;
  /** How often it was asked. */
  readonly attempts: number;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** False where it is certain that nothing was sent. */
  readonly wasSent?: boolean | undefined;
  /** It had written as much as it may, all of it thoughts. */
  readonly isUsedUp?: boolean | undefined;
  /** What of the request nobody who runs the model meets, where it is missing only because of that. */
  readonly unmet?: Unmet | undefined;
};

/** What is asked about the data, or anything else about who may answer. */
export type Unmet = 'data-policy' | 'routing';

export type InWords = {
  /** What happened and what to do next, for whoever asked. */
  readonly person: string;
  /** The same for whoever runs the home, with what only they can look into. */
  readonly operator: string;
};

export const inWords = (failure: Failure, about: About): InWords => ({
  person: asSentence(persons[failure](about)),
  operator: asSentence(operators(failure, about)),
});

const asSentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type Sentence = (about: About) => string;

const persons: Readonly<Record<Failure, Sentence>> = {
  authentication: about =>
    about.payer === 'own'
      ? `${about.provider} does not accept your key. Set it again.`
      : `${about.provider} does not accept the key of this home. Whoever runs it has to look into that.`,
  'out-of-credit': about =>
    about.payer === 'own'
      ? `Your key for ${about.provider} is out of credit or over its limit. Top it up or raise the limit, then try again.`
      : `The key of this home for ${about.provider} is out of credit or over its limit. Whoever runs it has to top it up; with a key of your own you need not wait.`,
  'too-dear': about => `This may cost more than is left on ${keyOf(about)}. Ask for something shorter, or top it up.`,
  'in-flight': about => `Too much is being paid from ${keyOf(about)} at once. Try again ${whenOf(about)}.`,
  'rate-limit': about => `${about.provider} is being asked too often. Try again ${whenOf(about)}.`,
  'free-quota': about =>
    `What ${about.provider} gives for free is used up for now. Try again ${whenOf(about)}, or choose a model that is not free.`,
  moderation: about => `${about.provider} refused this by its own rules. Say it differently, or choose another model.`,
  'model-missing': about => missing[about.unmet ?? 'unknown'](about),
  'bad-request': about =>
    `${about.provider} did not understand what ${about.model} was asked. Change its parameters, or choose another model.`,
  'too-long': about =>
    `This is more than ${about.model} reads at once. Begin a new conversation, or choose a model that reads more.`,
  overloaded: about => `${about.provider} has trouble of its own. Try again ${whenOf(about)}.`,
  timeout: about => `The model ${about.model} took too long. Try again, or choose a faster model.`,
  network: about =>
    about.wasSent === false
      ? `${about.provider} cannot be reached. Try again in a while.`
      : `The line to ${about.provider} broke off. Try again in a while.`,
  empty: about =>
    about.isUsedUp === true
      ? `The model ${about.model} thought until its answer had no room left. Allow it more tokens (max_tokens), or choose another model.`
      : `The model ${about.model} gave an empty answer. Nothing was said; try again.`,
  broken: about => `The model ${about.model} broke off in the middle of its answer. Try again.`,
};

const missing: Readonly<Record<Unmet | 'unknown', Sentence>> = {
  unknown: about => `${about.provider} does not know the model ${about.model}. Choose another one.`,
  'data-policy': about =>
    `Nobody at ${about.provider} who runs ${about.model} keeps to what is asked here about the data. Choose another model.`,
  routing: about =>
    `Nobody at ${about.provider} runs ${about.model} in the way it was asked for. Choose another model, or ask for less (provider, max_price).`,
};

const keyOf = ({ payer }: About) => (payer === 'own' ? 'your key' : 'the key of this home');

/** When to come back: as the provider said, never earlier. */
function whenOf({ retryAfterMs }: About): string {
  if (retryAfterMs === undefined) return 'in a while';
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds <= 90) return `in ${counted(seconds, 'second')}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 90 ? `in ${counted(minutes, 'minute')}` : `in ${counted(Math.ceil(minutes / 60), 'hour')}`;
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

const payers: Readonly<Record<Payer, string>> = {
  own: 'with a key of the person’s own',
  system: 'with the key of the home',
  none: 'where nobody pays',
};

function operators(failure: Failure, { provider, model, payer, attempts, status, unmet }: About): string {
  const number = status === undefined ? '' : `, ${status}`;
  const times = attempts === 1 ? 'once' : counted(attempts, 'time');
  const next = unmet === 'data-policy' ? dataLead : leads[failure];
  return `${provider} gave no answer of ${model}, ${payers[payer]}: ${failure}${number}, asked ${times}.${next === undefined ? '' : ` ${next}`}`;
}

const dataLead = 'See the privacy settings of the key, the parameter provider, and the setting guests.dataCollection.';

/** What the operator can do, where there is something. */
const leads: Partial<Readonly<Record<Failure, string>>> = {
  authentication: 'See doctor.',
  'out-of-credit': 'Top up the key, or raise its limit.',
  'rate-limit': 'See the settings calls.atOnce and calls.perKey.',
  'model-missing': 'See config explain llm.model.',
  'bad-request': 'See the parameters of the personality and of its model.',
  'too-long': 'See the setting llm.contextTokens.',
  network: 'See doctor.',
};
