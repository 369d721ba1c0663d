export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export type Completable = {
  readonly words: readonly string[];
  readonly summary: string;
  readonly flags: readonly string[];
};

/** A script for a shell that completes the words of commands, and flags once the command is known. */
export function completionFor(shell: Shell, commands: readonly Completable[]): string {
  if (shell === 'fish') return fish(commands);
  return shell === 'bash'
    ? bash(commands)
    : `#compdef tzurot\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
}

/** What may follow each beginning of a command line. */
function followers(commands: readonly Completable[]): Map<string, Set<string>> {
  const after = new Map<string, Set<string>>();
  const add = (typed: readonly string[], word: string) => {
    const key = typed.join(' ');
    after.set(key, (after.get(key) ?? new Set()).add(word));
  };
  for (const { words, flags } of commands) {
    words.forEach((word, index) => add(words.slice(0, index), word));
    for (const flag of flags) add(words, flag);
  }
  return after;
}

function bash(commands: readonly Completable[]): string {
  const cases = [...followers(commands)].map(
    ([typed, words]) => `    '${typed}') words='${[...words].toSorted().join(' ')}' ;;`,
  );
  return `_tzurot() {
  local typed='' word words='' current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) typed="\${typed:+$typed }$word" ;; esac
  done
  while :; do
    case "$typed" in
${cases.join('\n')}
    esac
    if [ -n "$words" ] || [ -z "$typed" ]; then break; fi
    case "$typed" in *' '*) typed="\${typed% *}" ;; *) typed='' ;; esac
  done
  COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -F _tzurot tzurot`;
}

function fish(commands: readonly Completable[]): string {
  const lines = commands.flatMap(({ words, summary, flags }) => {
    const before = words.slice(0, -1);
    const seen =
      before.length === 0
        ? '__fish_use_subcommand'
        : before.map(word => `__fish_seen_subcommand_from ${word}`).join('; and ');
    const here = words.map(word => `__fish_seen_subcommand_from ${word}`).join('; and ');
    return [
      `complete -c tzurot -f -n '${seen}' -a '${words.at(-1) ?? ''}' -d '${summary.replaceAll("'", '’')}'`,
      ...flags.map(flag => `complete -c tzurot -n '${here}' -l '${flag.slice(2)}'`),
    ];
  });
  return lines.join('\n');
}
