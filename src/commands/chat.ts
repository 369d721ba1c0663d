import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { assertFewEnough, readAttachment } from '../app/files.js';
import { makeHome } from '../app/home.js';
import { demoConfig, readConfig } from '../config.js';
import { TzurotError } from '../domain/errors.js';
import { onTerminal, readPipe } from './_ask.js';
import { TzurotCommand } from './_base.js';
import { converse } from './_chat/converse.js';
import { openDemo } from './_chat/demo.js';
import { sayOnce } from './_chat/once.js';
import { replay } from './_chat/replay.js';
import { textScreen } from './_chat/screen.js';
import { asFlag } from './_flags.js';

export default class Chat extends TzurotCommand {
  static override summary = 'Talk to a personality.';
  static override description =
    'On a terminal, opens a conversation. With -m, or with text piped in, says one thing and prints the answer. What was said in earlier conversations comes back as memory; --continue goes on where the last one ended.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> lilith -m "good evening"',
    'echo "good evening" | <%= config.bin %> <%= command.id %> lilith --json',
    '<%= config.bin %> <%= command.id %> lilith -m "what is this?" --attach cat.png',
    '<%= config.bin %> <%= command.id %> --demo',
  ];
  static override args = {
    personality: Args.string({
      ignoreStdin: true,
      description: 'Whom to talk to. The one you last talked to, when left out.',
    }),
  };
  static override flags = {
    message: Flags.string({ char: 'm', helpValue: 'TEXT', description: 'Say this and print the answer.' }),
    attach: Flags.string({
      multiple: true,
      helpValue: 'FILE',
      description: 'Show this file with it: a picture, a text, a PDF. May be given several times.',
    }),
    continue: Flags.boolean({ char: 'c', description: 'Go on with the last conversation.' }),
    demo: Flags.boolean({ description: 'Talk to the demo personality, in a home of its own.' }),
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(Chat);
    const base = readConfig(flags);
    await makeHome(base);
    const config = flags.demo ? demoConfig(base) : base;
    if (flags.demo) {
      await makeHome(config);
      await this.lend(config, openDemo);
    }
    const paint = this.paint(flags);
    assertFewEnough(flags.attach ?? []);
    const attached = (flags.attach ?? []).map(readAttachment);
    if (flags.message === undefined && onTerminal() && !this.jsonEnabled()) {
      return this.lend(
        config,
        app => converse(app, { ...flags, personality: args.personality, attached, paint }),
        textScreen(paint),
      );
    }
    if (flags.demo && flags.message === undefined)
      return replay(config, { paint, silent: this.jsonEnabled(), bin: this.program });
    const text = flags.message ?? (await readPipe());
    if (text.trim() === '' && attached.length === 0)
      throw new TzurotError('invalid', 'There is nothing to say.', { try: 'chat -m "hello"' });
    const screen = textScreen(paint, { silent: this.jsonEnabled() });
    const say = {
      ...flags,
      personality: args.personality,
      text: text.trim(),
      attachments: attached,
      watched: screen.isLive,
    };
    return this.lend(config, app => sayOnce(app, say, line => this.hint(line)), screen);
  }
}
