import * as Flags from '@oclif/core/flags';
import type { App } from '../../app.js';
import type { Model } from '../../domain/catalogue/model.js';
import { isFree } from '../../domain/catalogue/price.js';
import { searched } from '../../domain/catalogue/search.js';
import { canThink } from '../../domain/catalogue/thinking.js';
import type { Listing } from '../../domain/catalogue/listing.js';
import { textOf } from '../../domain/settings/resolve.js';
import { ago, isoOf } from '../../domain/time.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags } from '../_flags.js';
import { forFlag, subjectOf } from '../_place.js';
import { modelTable, perMillion } from '../_view/models.js';

const narrow = 80;

export default class ModelList extends TzurotCommand {
  static override summary = 'List the models there are: what they cost, how much they read, what they can.';
  static override description =
    'The newest first. Prices are in US dollars for a million tokens; an arrow marks the model that is chosen. JSON: an array of {id, name, perMillionUsd: {in, out, cached} or null, isFree, contextTokens, longestAnswerTokens, inputs, outputs, reasoning, supportedParameters, createdAt, expiresAt, isChosen}; null is what nobody says.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --search claude',
    '<%= config.bin %> <%= command.id %> --free --sees',
    '<%= config.bin %> <%= command.id %> --personality lilith --json',
  ];
  static override flags = {
    search: Flags.string({ helpValue: 'TEXT', description: 'Only those with these words in their name.' }),
    free: Flags.boolean({ description: 'Only those that cost nothing.' }),
    sees: Flags.boolean({ description: 'Only those that look at pictures.' }),
    thinks: Flags.boolean({ description: 'Only those that think before they answer.' }),
    ...listFlags,
    ...forFlag,
    ...asFlag,
  };

  async run() {
    const { flags } = await this.parse(ModelList);
    return this.withApp(flags, async app => {
      const listing = await app.catalogue.models();
      const { search: text, free, sees, thinks } = flags;
      const found = searched(listing.models, { text, isFree: free, sees, thinks });
      const some = found.slice(0, limitOf(flags, this.jsonEnabled()));
      const chosen = textOf(await app.settings.explain('llm.model', await subjectOf(app, flags)));
      const view = { columns: process.stdout.columns ?? narrow, paint: this.paint(flags) };
      this.log(some.length === 0 ? 'There is no such model.' : modelTable(some, chosen, view));
      this.hint(`${found.length} of ${listing.models.length} models, ${whence(app, listing)}.`);
      if (thinks === true && found.length === 0 && listing.models.every(saysNothing))
        this.hint('This list does not say which of them think.');
      if (some.length < found.length) this.hint(`${found.length - some.length} more: --all, or --search TEXT`);
      return some.map(model => shown(model, chosen));
    });
  }
}

const saysNothing = (model: Model) => canThink(model) === null;

function whence({ clock }: App, { at, from }: Listing): string {
  const day = isoOf(at).slice(0, 10);
  if (from === 'shipped') return `as they came with this program: of ${day}`;
  return `as OpenRouter listed them ${from === 'live' ? 'just now' : ago(at, clock.now())}`;
}

const shown = (model: Model, chosen: string | null) => ({
  id: model.id,
  name: model.name,
  perMillionUsd:
    model.prices === null
      ? null
      : {
          in: perMillion(model.prices, 'prompt'),
          out: perMillion(model.prices, 'completion'),
          cached: perMillion(model.prices, 'cacheRead'),
        },
  isFree: isFree(model),
  contextTokens: model.contextTokens,
  longestAnswerTokens: model.longestAnswerTokens,
  inputs: model.inputs,
  outputs: model.outputs,
  reasoning: model.reasoning,
  supportedParameters: model.supportedParameters,
  createdAt: model.createdAt === null ? null : isoOf(model.createdAt),
  expiresAt: model.expiresAt === null ? null : isoOf(model.expiresAt),
  isChosen: model.id === chosen,
});
