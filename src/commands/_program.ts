import { Config } from '@oclif/core/config';
import { programName, secretsIn } from '../config.js';
import { TzurotError } from '../domain/errors.js';
import { nearest } from '../domain/text/nearest.js';
import { exitCodeOf, report } from './_failure.js';
import { misuseOf } from './_misuse.js';
import { readArguments, type Arguments } from './_arguments.js';
import { isPlain, withoutKeys } from './_plain.js';
import { stopped, watchSignals } from './_signals.js';

const root = new URL('../..', import.meta.url);

/** The whole program: finds the command, runs it, and ends with its exit code. The only place that catches everything. */
export async function main(argv: readonly string[]): Promise<void> {
  watchSignals();
  const args = readArguments(argv);
  try {
    const config = await Config.load({
      root: decodeURIComponent(root.pathname),
      devPlugins: false,
      userPlugins: false,
    });
    config.bin = programName();
    await run(config, args);
  } catch (error) {
    if (stopped.aborted) return;
    const { errorRedactor } = await import('../app/hiding.js');
    report(error, { json: args.json, program: programName(), redacted: errorRedactor(secretsIn()) });
    process.exitCode = exitCodeOf(error);
  }
}

async function run(config: Config, args: Arguments): Promise<void> {
  const { words, rest, json, help, version } = args;
  if (version) return json ? show(listing(config, '')) : console.log(config.userAgent);
  const id = commandIn(config, words);
  if (id !== undefined && !help) {
    const own = [...words.slice(id.split(':').length), ...rest];
    return config.runCommand<void>(id, own).catch((error: unknown) => Promise.reject(misuseOf(id, error)));
  }
  if (words.length === 0 && !help) {
    assertOurs(rest);
    return json ? show(listing(config, '')) : (await import('./_begin.js')).begin(config, args);
  }
  const topic = id ?? topicIn(config, words);
  if (topic === undefined) throw unknown(config, words);
  if (json) return show(listing(config, topic));
  const { Help } = await import('@oclif/core/help');
  await new Help(config, { hideAliasesFromRoot: true }).showHelp(topic === '' ? [] : [topic]);
}

/** The longest beginning of the words that is a command. */
function commandIn(config: Config, words: readonly string[]): string | undefined {
  return beginnings(words).find(id => config.findCommand(id) !== undefined);
}

/** All the words, when they name a group of commands. `help` alone is the whole program. */
function topicIn(config: Config, words: readonly string[]): string | undefined {
  const id = words.join(':');
  return id === '' || config.findTopic(id) !== undefined ? id : undefined;
}

const beginnings = (words: readonly string[]) =>
  words.map((_, index) => words.slice(0, words.length - index).join(':'));

function unknown(config: Config, words: readonly string[]): TzurotError {
  const typed = plainWords(words).join(' ');
  const known = config.commandIDs.map(id => id.replaceAll(':', ' '));
  const near = beginnings(words)
    .map(id => nearest(id.replaceAll(':', ' '), known))
    .find(found => found !== undefined);
  const hint = near === undefined ? '' : ` Did you mean “${near}”?`;
  return new TzurotError('invalid', `There is no ${typed === '' ? 'such command' : `command “${typed}”`}.${hint}`, {
    try: near === undefined ? 'help' : `${near} --help`,
  });
}

/** The words up to the first that is none, which may be anything: also a key in the wrong place. */
function plainWords(words: readonly string[]): readonly string[] {
  const strange = words.findIndex(word => !isPlain(word));
  return strange < 0 ? words : words.slice(0, strange);
}

const ours: readonly string[] = ['--home', '--json', '--no-color'];

/** Refuses flags that mean nothing where there is no command. */
function assertOurs(rest: readonly string[]): void {
  const stray = rest.find(
    (word, index) => !ours.includes(word) && !word.startsWith('--home=') && rest[index - 1] !== '--home',
  );
  if (stray !== undefined)
    throw new TzurotError('invalid', withoutKeys(`There is no flag “${stray}”.`), { try: 'help' });
}

function listing({ pjson, commands }: Config, topic: string) {
  const inTopic = commands.filter(
    ({ id, hidden }) => !hidden && (topic === '' || id === topic || id.startsWith(`${topic}:`)),
  );
  return {
    name: pjson.name,
    version: pjson.version,
    commands: inTopic
      .map(({ id, summary }) => ({ name: id.replaceAll(':', ' '), summary: summary ?? '' }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const show = (value: unknown) => console.log(JSON.stringify(value, null, 2));
