import * as Args from '@oclif/core/args';
import { TzurotCommand } from './_base.js';
import { completionFor, shells } from './_view/completion.js';

export default class Completion extends TzurotCommand {
  static override summary = 'Print a script that completes commands and flags in your shell.';
  static override examples = [
    'source <(<%= config.bin %> <%= command.id %> bash)',
    '<%= config.bin %> <%= command.id %> zsh > ~/.zfunc/_tzurot',
    '<%= config.bin %> <%= command.id %> fish > ~/.config/fish/completions/tzurot.fish',
  ];
  static override args = {
    shell: Args.option({ options: shells })({ ignoreStdin: true, required: true, description: 'Which shell.' }),
  };

  async run() {
    const { args } = await this.parse(Completion);
    const commands = this.config.commands
      .filter(({ hidden }) => hidden !== true)
      .map(({ id, flags, summary }) => ({
        words: id.split(':'),
        summary: summary ?? '',
        flags: Object.keys(flags).map(name => `--${name}`),
      }));
    const script = completionFor(args.shell, commands);
    this.log(script);
    return { shell: args.shell, script };
  }
}
