import * as Flags from '@oclif/core/flags';
import { inDollars } from '../../../domain/usage/money.js';
import { actorFor, TzurotCommand } from '../../_base.js';
import { budgetOwner, forWhomArg, parseLimit, periodFlag, scopeFlag, shownBudget, whoseBudget } from '../../_budget.js';
import { asFlag } from '../../_flags.js';

export default class UsageBudgetSet extends TzurotCommand {
  static override summary = 'Say how much may be spent in a day, a week or a month.';
  static override description =
    'Nothing begins that could cost more than is left. One’s own budget anybody may set; it holds whoever’s key pays. All others are for the owner to set, and bind the operator’s key.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --for user --period day --limit 0.50',
    '<%= config.bin %> <%= command.id %> lilith --for personality --period week --limit 3',
    '<%= config.bin %> <%= command.id %> --for system --period day --limit none',
  ];
  static override args = { id: forWhomArg };
  static override flags = {
    for: scopeFlag({ required: true }),
    period: periodFlag,
    limit: Flags.string({ required: true, helpValue: 'USD', description: 'How many dollars, or none.' }),
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(UsageBudgetSet);
    const limitNanoUsd = parseLimit(flags.limit);
    return this.withApp(flags, async app => {
      const actor = actorFor(await app.user.newcomer(flags.as), app.config);
      const owner = await budgetOwner(app, { for: flags.for, id: args.id, as: flags.as });
      const state = await app.budgets.set(actor, { ...owner, period: flags.period, limitNanoUsd });
      const whose = whoseBudget(state);
      this.log(
        limitNanoUsd === null
          ? `There is no limit a ${flags.period} for ${whose} now.`
          : `At most ${inDollars(limitNanoUsd)} a ${flags.period} may be spent by ${whose} now.`,
      );
      return shownBudget(state);
    });
  }
}
