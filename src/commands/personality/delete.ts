import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, dryRunFlag, personalityArg, yesFlag } from '../_flags.js';
import { actingFor } from '../_personality.js';

export default class PersonalityDelete extends TzurotCommand {
  static override summary = 'Remove a personality, with everything that is remembered.';
  static override description = 'Says first what goes with it. This cannot be undone.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith --dry-run',
    '<%= config.bin %> <%= command.id %> lilith --yes',
  ];
  static override args = { personality: personalityArg };
  static override flags = { ...asFlag, ...yesFlag, ...dryRunFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityDelete);
    return this.withApp(flags, async app => {
      const actor = await actingFor(app, flags.as);
      const { personality, counts } = await app.personality.preview(actor, args.personality);
      const what = `${personality.displayName} with ${counts.memories} memories, ${counts.messages} lines and ${counts.lore} pieces of lore`;
      if (flags['dry-run']) this.log(`Would remove ${what}.`);
      else {
        await confirm(`Remove ${what}?`, { yes: flags.yes, command: this.typed });
        await app.personality.remove(actor, personality.slug);
        this.log(`Removed ${what}.`);
      }
      return { slug: personality.slug, dryRun: flags['dry-run'], removed: { ...counts, samples: 0 } };
    });
  }
}
