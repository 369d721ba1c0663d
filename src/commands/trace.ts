import * as Args from '@oclif/core/args';
import { microUsd } from '../domain/usage/money.js';
import { paid } from '../domain/usage/usage.js';
import { isoOf } from '../domain/time.js';
import { TzurotCommand } from './_base.js';
import { asFlag } from './_flags.js';
import { tracePage } from './_view/trace.js';

export default class Trace extends TzurotCommand {
  static override summary = 'Show why an answer was what it was.';
  static override description =
    'The prompt part by part, the memories and lore that came to mind, the parameters and who set them, what it cost and how long it took. Kept sealed, and for a day unless you say otherwise.';
  static override examples = ['<%= config.bin %> <%= command.id %> 7c0x2m9k'];
  static override args = {
    reference: Args.string({ ignoreStdin: true, required: true, description: 'The short id shown with the answer.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(Trace);
    return this.withApp(flags, async app => {
      const { at, timingsMicros, spent, ...trace } = await app.trace.why(
        await app.user.actor(flags.as),
        args.reference,
      );
      const timingsMs = Object.fromEntries(
        Object.entries(timingsMicros).map(([name, micros]) => [name, micros / 1000]),
      );
      const shown = { ...trace, at: isoOf(at), timingsMs, costMicroUsd: microUsd(paid(spent)), usage: spent };
      this.log(tracePage(shown, this.paint(flags)));
      return shown;
    });
  }
}
