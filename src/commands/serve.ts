import { openApp, type App } from '../app.js';
import { assertHome } from '../app/home.js';
import { readConfig, type Config } from '../config.js';
import { serve } from '../daemon/serve.js';
import { noToken } from '../domain/discord/refusal.js';
import { harmlessButColours } from '../domain/text/harmless.js';
import { onTerminal } from './_ask.js';
import { TzurotCommand } from './_base.js';
import { converse } from './_chat/converse.js';
import { textScreen } from './_chat/screen.js';
import { statusLine } from './_serve/status-line.js';
import { endQuietly, stopped, takeTime } from './_signals.js';
import type { Paint } from './_view/paint.js';

/** What is under way may be brought to its end first, but whoever supervises this waits no longer than this. */
const patienceMs = 9500;

export default class Serve extends TzurotCommand {
  static override summary = 'Speak on Discord until told to stop.';
  static override description =
    'Connects with the token in DISCORD_TOKEN, answers what was said while it was away, and goes on until Ctrl-C or SIGTERM. With http.port or http.publicUrl it shows the pictures of personalities there, and at /health whether all is well; also without a token. On a terminal without a token it is a conversation there. `discord setup` says what is missing.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run() {
    const { flags } = await this.parse(Serve);
    const config = readConfig(flags);
    assertHome(config);
    endQuietly();
    takeTime(patienceMs);
    const paint = this.paint(flags);
    if (config.services.discord.token === null) return this.withoutDiscord(config, paint);
    await using app = await openApp(config, { onDiscord: true });
    for (const warning of app.warnings) this.hint(warning);
    return await app.seated(async () => {
      await using web = await app.web(stopped);
      if (web !== null) this.hint(listensAt(web.address));
      return await this.speak(app, statusLine(process.stderr, paint));
    });
  }

  /** What there is to do all the same: to be seen from outside, and to talk to whoever sits here. */
  private async withoutDiscord(config: Config, paint: Paint): Promise<unknown> {
    const talks = onTerminal() && !this.jsonEnabled();
    if (!talks && config.http === null) throw noToken();
    const serveHere = async (app: App) => {
      await using web = await app.web(stopped);
      this.hint(
        `There is no token for Discord (DISCORD_TOKEN), so this is only ${talks ? 'the terminal' : 'for requests'}.`,
      );
      if (web !== null) this.hint(listensAt(web.address));
      if (talks) return await converse(app, { personality: undefined, continue: false, attached: [], paint });
      await untilStopped();
      return { answered: 0 };
    };
    return this.lend(config, serveHere, talks ? textScreen(paint) : undefined);
  }

  private async speak(app: App, line: ReturnType<typeof statusLine>) {
    if (app.station === null) throw noToken();
    const say = (text: string) => {
      app.log.info(text);
      if (!this.jsonEnabled()) line.say(harmlessButColours(text));
    };
    try {
      const { answered } = await serve(app, app.station, {
        signal: stopped,
        announcer: { say, changed: status => line.show(status) },
        version: this.config.version,
      });
      say(`Gone quiet. ${answered} answered.`);
      return { answered };
    } finally {
      line.end();
    }
  }
}

const listensAt = (address: string): string => `Listening for requests at ${address}.`;

const untilStopped = (): Promise<void> =>
  new Promise(resolve => {
    if (stopped.aborted) resolve();
    else stopped.addEventListener('abort', () => resolve(), { once: true });
  });
