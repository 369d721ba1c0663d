import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { makeHome } from '../app/home.js';
import { openApp, type App, type Screen } from '../app.js';
import { openWorkshop } from '../app/workshop.js';
import { programName, readConfig, type Config } from '../config.js';
import { TzurotError } from '../domain/errors.js';
import { harmlessButColours, harmlessJson } from '../domain/text/harmless.js';
import { isOwner, type User } from '../domain/user/user.js';
import { stopped } from './_signals.js';
import { paintFor, type Paint } from './_view/paint.js';

export type GlobalFlags = { readonly home?: string | undefined; readonly 'no-color'?: boolean | undefined };

/** What every command has: the home, one way to open the app, one way to speak. */
export abstract class TzurotCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    home: Flags.string({ helpGroup: 'GLOBAL', helpValue: 'DIR', description: 'The home to work in.' }),
    'no-color': Flags.boolean({ helpGroup: 'GLOBAL', description: 'Write without colours.' }),
  };

  /** What was said already. A command may open the app twice. */
  private readonly warned = new Set<string>();

  /** Opens the app, lends it to `work`, and closes it however `work` ends. */
  protected async withApp<T>(
    flags: GlobalFlags,
    work: (app: App) => Promise<T>,
    options: { makes?: boolean; screen?: Screen } = {},
  ): Promise<T> {
    const config = readConfig(flags);
    if (options.makes === true) await makeHome(config);
    return this.lend(config, work, options.screen);
  }

  /** The same with a configuration of one's own. */
  protected async lend<T>(config: Config, work: (app: App) => Promise<T>, screen?: Screen): Promise<T> {
    await using app = await openApp(config, screen === undefined ? {} : { screen });
    for (const warning of app.warnings.filter(each => !this.warned.has(each))) this.hint(warning);
    for (const warning of app.warnings) this.warned.add(warning);
    try {
      return await work(app);
    } catch (error) {
      if (!(error instanceof TzurotError) && !stopped.aborted)
        app.log.error('Something unforeseen happened', { error, command: this.id });
      throw error;
    }
  }

  protected workshop(flags: GlobalFlags) {
    return openWorkshop(readConfig(flags));
  }

  protected paint(flags: GlobalFlags): Paint {
    return paintFor(process.stdout.isTTY === true && flags['no-color'] !== true && readConfig(flags).color);
  }

  /** How a person starts this program, for hints. */
  protected get program(): string {
    return programName();
  }

  /** The command line as it was typed, without the program's name. */
  protected get typed(): string {
    return [...(this.id ?? '').split(':'), ...this.argv].map(quoted).join(' ');
  }

  /** The answer, for people. Whatever stands in it, it does not steer their terminal. */
  override log(text = ''): void {
    if (!this.jsonEnabled()) process.stdout.write(`${harmlessButColours(text)}\n`);
  }

  /** Something beside the answer. */
  protected hint(text: string): void {
    if (!this.jsonEnabled()) process.stderr.write(`${harmlessButColours(text)}\n`);
  }

  /** What somebody should know of a choice that was made all the same. */
  protected mind(warnings: readonly string[]): void {
    for (const warning of warnings) this.hint(`Mind: ${warning}`);
  }

  override logJson(json: unknown): void {
    process.stdout.write(`${harmlessJson(JSON.stringify(json, null, 2))}\n`);
  }

  /** The one catch is that of the program. */
  protected override async catch(error: Error): Promise<never> {
    throw error;
  }
}

/** A word as a shell has to be told it. */
const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** On whose behalf something is done, as the personality use cases want to know it. */
export const actorFor = (user: User, config: Config) => ({ userId: user.id, isOwner: isOwner(user, config.owner) });
