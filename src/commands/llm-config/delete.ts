import { nameKey } from '../../domain/personality/words.js';
import { harmless } from '../../domain/text/harmless.js';
import type { App } from '../../app.js';
import type { LlmConfig } from '../../domain/llm-config/llm-config.js';
import { confirm } from '../_ask.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag, dryRunFlag, yesFlag } from '../_flags.js';
import { configArg, configKeys, globalFlag, shownConfig, whichOf } from '../_llm-config.js';

type Fallen = { readonly everywhere: number; readonly withPersonality: number; readonly home: boolean };

export default class LlmConfigDelete extends TzurotCommand {
  static override summary = 'Remove a config. Wherever it was chosen, what lies below holds at once.';
  static override description = `${configKeys.replace(/}$/, ', fellBack: {everywhere, withPersonality, home}, dryRun}')}; fellBack counts the people who had chosen it for everywhere, and with one personality; home says whether it was the choice for everybody.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> creative --dry-run',
    '<%= config.bin %> <%= command.id %> everyday --global --yes',
  ];
  static override args = { name: configArg };
  static override flags = { ...globalFlag, ...asFlag, ...yesFlag, ...dryRunFlag };

  async run() {
    const { args, flags } = await this.parse(LlmConfigDelete);
    return this.withApp(flags, async app => {
      const actor = actorFor(await app.user.actor(flags.as), app.config);
      const which = whichOf(args.name, flags);
      const { config, uses } = await app.llmConfig.preview(actor, which);
      const home = isHomes(app, config);
      const shown = await shownConfig(app, config);
      const name = harmless(config.name);
      if (flags['dry-run']) {
        this.log(`${name} would be removed. ${inWords({ ...uses, home }, 'would fall')}`);
        return { ...shown, fellBack: { ...uses, home }, dryRun: true };
      }
      const question = `Remove the config ${name}? ${inWords({ ...uses, home }, 'will fall')}`;
      await confirm(question, { yes: flags.yes === true, command: this.typed });
      const fellBack = { ...(await app.llmConfig.remove(actor, which)), home };
      if (home) await app.configure('llm.config', { state: 'inherit' });
      this.log(`${name} is gone. ${inWords(fellBack, 'fell')}`);
      return { ...shown, fellBack, dryRun: false };
    });
  }
}

/** Whether the home has chosen it for everybody. */
function isHomes({ config: { operatorSettings } }: App, { ownerId, name }: LlmConfig): boolean {
  const saying = operatorSettings.file.get('llm.config');
  const isSaid = saying?.state === 'value' && nameKey(String(saying.value)) === nameKey(name);
  return ownerId === null && isSaid;
}

function inWords({ everywhere, withPersonality, home }: Fallen, fall: string): string {
  const places = [
    ...(everywhere === 0 ? [] : [`${everywhere} ${everywhere === 1 ? 'choice' : 'choices'} for everywhere`]),
    ...(withPersonality === 0
      ? []
      : [`${withPersonality} ${withPersonality === 1 ? 'choice' : 'choices'} for one personality`]),
    ...(home ? ['the choice for everybody'] : []),
  ];
  return places.length === 0 ? 'Nobody has chosen it.' : `It is chosen, and this ${fall} back: ${places.join(', ')}.`;
}
