import { actorFor, TzurotCommand } from '../../_base.js';
import { budgetOwner, forWhomArg, scopeFlag, shownBudget } from '../../_budget.js';
import { asFlag, limitOf, listFlags } from '../../_flags.js';
import { budgetTable } from '../../_view/budgets.js';

export default class UsageBudgetList extends TzurotCommand {
  static override summary = 'List budgets, what is spent of them, and when they begin anew.';
  static override description = 'All of them for the owner, for anybody else their own.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> lilith --for personality --json',
  ];
  static override args = { id: forWhomArg };
  static override flags = { for: scopeFlag(), ...asFlag, ...listFlags };

  async run() {
    const { args, flags } = await this.parse(UsageBudgetList);
    return this.withApp(flags, async app => {
      const actor = actorFor(await app.user.actor(flags.as), app.config);
      const scope = flags.for ?? (args.id === undefined ? undefined : 'user');
      const owner = scope && (await budgetOwner(app, { for: scope, id: args.id, as: flags.as }));
      const all = await app.budgets.list(actor, owner);
      const some = all.slice(0, limitOf(flags, this.jsonEnabled()));
      this.log(budgetTable(some, this.paint(flags)));
      if (some.length < all.length) this.hint(`${all.length - some.length} more: --all`);
      return some.map(shownBudget);
    });
  }
}
