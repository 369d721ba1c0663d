import * as Args from '@oclif/core/args';
import { TzurotCommand } from './_base.js';
import { asFlag } from './_flags.js';
import { traceDocument } from './_view/trace/document.js';
import { tracePage } from './_view/trace/page.js';

export default class Trace extends TzurotCommand {
  static override summary = 'Show why an answer was what it was, or why there was none.';
  static override description =
    'The prompt part by part, the memories and lore that came to mind, the parameters and who set them, what was tried, what was changed in the answer, what it cost and how long it took. Kept sealed, and for a day unless you say otherwise.';
  static override examples = ['<%= config.bin %> <%= command.id %> 7c0x2m9k'];
  static override args = {
    reference: Args.string({
      ignoreStdin: true,
      required: true,
      description: 'The short id shown with the answer, or with the error.',
    }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(Trace);
    return this.withApp(flags, async app => {
      const actor = await app.user.actor(flags.as);
      const shown = traceDocument(await app.trace.why(actor, args.reference));
      this.log(tracePage(shown, this.paint(flags)));
      return shown;
    });
  }
}
