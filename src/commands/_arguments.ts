/** What is known of a command line before the command is. */
export type Arguments = {
  /** Everything up to the first flag: the command and the arguments that follow it at once. */
  readonly words: readonly string[];
  readonly rest: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  readonly home: string | undefined;
  readonly color: boolean;
};

const helpFlags = new Set(['--help', '-h']);

/** Reads what holds for every command. Flags of that kind may stand before the command too. */
export function readArguments(argv: readonly string[]): Arguments {
  const end = argv.indexOf('--');
  const ours = end < 0 ? argv : argv.slice(0, end);
  const leading = leadingFlags(ours);
  const asksForHelp = ours[leading.length] === 'help';
  const words = wordsFrom(ours, leading.length + (asksForHelp ? 1 : 0));
  const rest = [...leading, ...argv.slice(leading.length + (asksForHelp ? 1 : 0) + words.length)].filter(
    word => !helpFlags.has(word),
  );
  return {
    words,
    rest,
    json: ours.includes('--json'),
    help: asksForHelp || ours.some(word => helpFlags.has(word)),
    version: words.length === 0 && ours.includes('--version'),
    home: homeIn(ours),
    color: !ours.includes('--no-color'),
  };
}

function leadingFlags(argv: readonly string[]): string[] {
  const flags: string[] = [];
  for (let index = 0; index < argv.length && argv[index]?.startsWith('-') === true; index++) {
    flags.push(argv[index] ?? '');
    if (argv[index] === '--home') flags.push(argv[++index] ?? '');
  }
  return flags;
}

function wordsFrom(argv: readonly string[], from: number): string[] {
  const end = argv.findIndex((word, index) => index >= from && word.startsWith('-'));
  return argv.slice(from, end < 0 ? argv.length : end);
}

function homeIn(argv: readonly string[]): string | undefined {
  const at = argv.findIndex(word => word === '--home' || word.startsWith('--home='));
  if (at < 0) return undefined;
  return argv[at] === '--home' ? argv[at + 1] : argv[at]?.slice('--home='.length);
}
