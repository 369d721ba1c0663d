import { parsePatch } from '../../domain/personality/patch.js';
import { sketchOf } from '../../domain/personality/personality.js';
import { TzurotError } from '../../domain/errors.js';
import { onTerminal } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { editForm } from '../_form.js';
import { asFlag, personalityArg } from '../_flags.js';
import { actingFor, setFlag, shown } from '../_personality.js';

export default class PersonalityEdit extends TzurotCommand {
  static override summary = 'Change a personality: single fields, or all of them in your editor.';
  static override description =
    'With --set, changes these fields. Without, opens a form in $EDITOR; what does not fit is said, and then nothing is changed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith --set prompt.tone="dry, kind"',
    '<%= config.bin %> <%= command.id %> lilith --set llm.params.temperature=0.7 --set isPublic=true',
    '<%= config.bin %> <%= command.id %> lilith',
  ];
  static override args = { personality: personalityArg };
  static override flags = { ...setFlag, ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityEdit);
    const patches = (flags.set ?? []).map(parsePatch);
    return this.withApp(flags, async app => {
      const actor = await actingFor(app, flags.as);
      const changed =
        patches.length > 0
          ? await app.personality.edit(actor, args.personality, patches)
          : await this.edited(app, actor, args.personality);
      this.log(`${changed.displayName} is changed.`);
      const isAboutTheModel = patches.length === 0 || patches.some(({ path }) => path.startsWith('llm.'));
      const warnings = isAboutTheModel ? await app.llmConfig.warningsAbout(actor.userId, changed) : [];
      this.mind(warnings);
      return shown(app, actor, changed);
    });
  }

  private async edited(
    app: Parameters<typeof actingFor>[0],
    actor: Awaited<ReturnType<typeof actingFor>>,
    name: string,
  ) {
    if (!onTerminal()) {
      throw new TzurotError('invalid', 'Without a terminal there is no editor. Name the fields with --set.', {
        try: `personality edit ${name} --set prompt.tone=warm`,
      });
    }
    const personality = await app.personality.findOwn(actor, name);
    return app.personality.redraw(actor, name, await editForm(sketchOf(personality)));
  }
}
