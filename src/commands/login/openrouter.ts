import * as Flags from '@oclif/core/flags';
import { showPage } from '../../app/page.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { readHidden } from '../_hidden.js';
import { assertNoSecret } from '../_secret.js';
import { stopped } from '../_signals.js';
import { adviceOn, limitLines } from '../_view/proof.js';
import { shownStored } from '../_wallet.js';

export default class LoginOpenRouter extends TzurotCommand {
  static override summary = 'Sign in at OpenRouter with a browser, and store the key you get.';
  static override description =
    'Opens a page where you agree, and waits on this machine for you to be sent back. On a machine without a browser, open the page elsewhere, and paste the address you are sent to at the end, though nothing is shown there.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --no-browser',
  ];
  static override flags = {
    'no-browser': Flags.boolean({ default: false, description: 'Open nothing; only say which page it is.' }),
    ...asFlag,
  };

  async run() {
    assertNoSecret(this.argv, { words: 0, again: 'login openrouter' });
    const { flags } = await this.parse(LoginOpenRouter);
    return this.withApp(flags, async app => {
      const login = await app.login();
      const stored = await login(await app.user.newcomer(flags.as), {
        show: page => this.show(page, !flags['no-browser'] && showPage(page)),
        pasted,
        signal: stopped,
      });
      this.log(`Signed in. Stored the key …${stored.key.fingerprint} for OpenRouter, sealed.`);
      const limits = stored.proof?.limits ?? null;
      for (const line of limitLines(limits)) this.log(line);
      for (const line of [...stored.remarks, ...adviceOn(limits)]) this.hint(line);
      return shownStored(stored);
    });
  }

  /** On stderr also for scripts: without it nobody could sign in. */
  private show(page: string, isOpen: boolean): void {
    const how = isOpen ? 'A browser should open. If it does not, open this page:' : 'Open this page in a browser:';
    process.stderr.write(`${how}\n\n  ${page}\n\n`);
  }
}

/** What is typed or piped in while we wait. A pipe that ends with nothing in it leaves us waiting for the browser. */
async function pasted(signal: AbortSignal): Promise<string | undefined> {
  if (process.stdin.isTTY === true) return readHidden('Or paste the address you were sent to', signal);
  return firstLine(signal);
}

const mostPasted = 16 * 1024;

async function firstLine(signal: AbortSignal): Promise<string | undefined> {
  const stop = () => process.stdin.destroy();
  signal.addEventListener('abort', stop, { once: true });
  let text = '';
  try {
    for await (const piece of process.stdin) {
      text += String(piece);
      if (text.includes('\n') || text.length > mostPasted) break;
    }
  } catch {
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return text.split('\n')[0];
}
