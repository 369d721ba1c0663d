import { TzurotCommand } from '../_base.js';

export default class KeyStatus extends TzurotCommand {
  static override summary = 'Say which master key this home has, where it is, and what it seals.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run() {
    const { flags } = await this.parse(KeyStatus);
    return this.withApp(flags, async app => {
      const status = await app.masterKey.status();
      const { rotation } = status;
      const sealed = Object.entries(status.rows).map(([id, count]) => `${count} sealed with ${id}`);
      this.log(`Master key ${status.id}, ${status.ageDays} days old`);
      this.log(`from ${status.from}`);
      this.log(sealed.length === 0 ? 'Nothing is sealed yet.' : sealed.join(', '));
      this.log(status.canary ? 'It is the right one for this home.' : 'It is NOT the right one for this home.');
      if (rotation !== null) this.log(`The master key ${rotation.to} has been coming in since ${rotation.since}.`);
      for (const warning of status.warnings.filter(each => !app.warnings.includes(each))) this.hint(warning);
      return status;
    });
  }
}
