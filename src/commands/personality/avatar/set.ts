import * as Args from '@oclif/core/args';
import { readPicture } from '../../../app/files.js';
import { TzurotCommand } from '../../_base.js';
import { asFlag, personalityArg } from '../../_flags.js';
import { actingFor } from '../../_personality.js';

export default class PersonalityAvatarSet extends TzurotCommand {
  static override summary = 'Give a personality a picture.';
  static override description =
    'A PNG, JPEG, GIF or WebP of at most 10 MB and 4096 pixels a side. What it is, is told by what is in it.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith lilith.png'];
  static override args = {
    personality: personalityArg,
    file: Args.string({ ignoreStdin: true, required: true, description: 'The picture.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityAvatarSet);
    return this.withApp(flags, async app => {
      const actor = await actingFor(app, flags.as);
      const { personality, picture } = await app.personality.setAvatar(actor, args.personality, readPicture(args.file));
      const { sha256, type, width, height, bytes } = picture;
      this.log(`${personality.displayName} has a new picture (${type}, ${width} × ${height}).`);
      return { sha256, type, bytes: bytes.length, width, height };
    });
  }
}
