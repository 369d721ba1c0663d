import { describe, expect, it } from 'vitest';
import { aHomeOfAda, lay } from '../support/importing.js';
import { atTerminal } from '../support/run-command-terminal.js';

const card = {
  spec: 'chara_card_v2',
  spec_version: '2.0',
  data: { name: 'Lilith', first_mes: '{{char}} looks up at {{user}}.', extensions: {} },
};

describe('the words a personality brings along', () => {
  it('greet a person, with the names put in', async () => {
    const home = await aHomeOfAda();
    await home.run(`import ${lay(home, 'cards', { 'lilith.json': card })}`);
    const terminal = atTerminal(home, 'chat lilith');
    expect(await terminal.sees('Lilith looks up at you.')).not.toContain('{{');
    terminal.types('/quit\r');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it('mark a new beginning', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create lilith --name Lilith');
    await home.run('personality edit lilith --set "manner.resetMessage={{char}} blinks."');
    const terminal = atTerminal(home, 'chat lilith');
    await terminal.sees('Talking to Lilith');
    terminal.types('/reset\r');
    await terminal.sees('Lilith blinks.');
    terminal.types('/quit\r');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });
});
