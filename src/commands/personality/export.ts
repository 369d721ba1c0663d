import { resolve } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { writeNewFile } from '../../app/files.js';
import { TzurotError } from '../../domain/errors.js';
import { exportFormats, type Exported } from '../../domain/export/exported.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, personalityArg } from '../_flags.js';
import { actingFor } from '../_personality.js';

export default class PersonalityExport extends TzurotCommand {
  static override summary = 'Write a personality in a form that other programs read.';
  static override description =
    'What stood in the card it came from and is not known here is written as it was. What is remembered is never in it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith > lilith.json',
    '<%= config.bin %> <%= command.id %> lilith --png -o lilith.png',
    '<%= config.bin %> <%= command.id %> lilith --format lorebook -o world.json',
  ];
  static override args = { personality: personalityArg };
  static override flags = {
    format: Flags.option({ options: exportFormats })({
      default: 'card-v3',
      description: 'A character card, its lore alone, or all that is known.',
    }),
    png: Flags.boolean({ default: false, description: 'The card inside a picture, as version 3 and as version 2.' }),
    output: Flags.string({ char: 'o', helpValue: 'FILE', description: 'Where to write it. Nothing may be there yet.' }),
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(PersonalityExport);
    const { format, png: isPicture, output } = flags;
    if (isPicture && output === undefined) throw nowhere(args.personality);
    return this.withApp(flags, async app => {
      const { exported } = await app.exporting();
      const made = await exported(await actingFor(app, flags.as), args.personality, { format, isPicture });
      return output === undefined ? this.shown(made) : this.written(made, { format, output });
    });
  }

  private shown({ document }: Exported) {
    if (!this.jsonEnabled()) this.logJson(document);
    return document;
  }

  private written({ bytes, sha256, hasOwnPicture, personality }: Exported, to: { format: string; output: string }) {
    const file = resolve(to.output);
    writeNewFile(file, bytes);
    this.log(`${personality.displayName} was written to ${file}.`);
    if (hasOwnPicture === false && personality.avatar !== null)
      this.hint('Its own picture is no PNG, so a plain one holds the card.');
    return { file, bytes: bytes.length, format: to.format, sha256 };
  }
}

const nowhere = (name: string) =>
  new TzurotError('invalid', 'A picture needs a file to stand in. Name one with -o.', {
    try: `personality export ${name} --png -o FILE.png`,
  });
