import { inDollars } from '../../../domain/usage/money.js';
import { actorFor, TzurotCommand } from '../../_base.js';
import { budgetOwner, forWhomArg, periodFlag, scopeFlag } from '../../_budget.js';
import { asFlag } from '../../_flags.js';

export default class UsageBudgetRemove extends TzurotCommand {
  static override summary = 'Take a budget away. Where there is a default, that holds again.';
  static override examples = ['<%= config.bin %> <%= command.id %> --for user --period day'];
  static override args = { id: forWhomArg };
  static override flags = { for: scopeFlag({ required: true }), period: periodFlag, ...asFlag };

  async run() {
    const { args, flags } = await this.parse(UsageBudgetRemove);
    return this.withApp(flags, async app => {
      const actor = actorFor(await app.user.actor(flags.as), app.config);
      const owner = await budgetOwner(app, { for: flags.for, id: args.id, as: flags.as });
      const { id, fallback } = await app.budgets.remove(actor, owner, flags.period);
      const limit = fallback?.limitNanoUsd ?? null;
      const now =
        limit === null
          ? `There is no limit a ${flags.period} any more.`
          : `The default of ${inDollars(limit)} a ${flags.period} holds again.`;
      this.log(`This budget is gone. ${now}`);
      return { for: flags.for, id, period: flags.period, removed: true };
    });
  }
}
