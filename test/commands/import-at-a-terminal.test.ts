import { describe, expect, it } from 'vitest';
import { aConfig, aHomeOfAda, aMemory, filesOfLilith, lay, storeOf, uuid } from '../support/importing.js';
import { ctrl, atTerminal } from '../support/run-command-terminal.js';

const memories = (count: number) => Array.from({ length: count }, (_, number) => aMemory(number));

describe('import at a terminal', () => {
  it('shows a plan, how far it is, and a report, and leaves no bar behind', async () => {
    const home = await aHomeOfAda();
    const files = { ...filesOfLilith({ memories: memories(3000) }), 'owl/owl.json': aConfig({ id: uuid(2), username: 'owl', name: 'Owl' }), 'notes.txt': 'Buy milk.' }; // prettier-ignore
    const terminal = atTerminal(home, `import ${lay(home, 'backup', files)}`);
    await terminal.sees('Recognised: 3 of shapes.inc; 1 of no known format\n');
    expect(await terminal.sees('create')).toBe('  create');
    expect(await terminal.sees('\n')).toMatch(/^ +Lilith, Owl\n$/);
    expect(await terminal.sees('%')).toMatch(/bringing home .* \d+ %$/);
    await terminal.sees('Batch ');
    await terminal.sees('import undo ');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    const [, report = ''] = terminal.raw().split('Batch ');
    expect(report).not.toContain('bringing home');
  });

  it('shows the plan of what is here already', async () => {
    const home = await aHomeOfAda();
    await home.run(`import ${lay(home, 'one', filesOfLilith())}`);
    const place = lay(home, 'two', filesOfLilith({ config: { error_message: 'Oh.' } }));
    const terminal = atTerminal(home, `import ${place} --dry-run`);
    await terminal.sees('Recognised: 1 of shapes.inc; 1 known already\n');
    expect(await terminal.sees('\n')).toMatch(/^ {2}update +Lilith\n$/);
    await terminal.sees('Nothing was written. It would be so:');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it('asks before it takes back, and does nothing without a yes', async () => {
    const home = await aHomeOfAda();
    await home.run(`import ${lay(home, 'one', filesOfLilith())}`);
    const [batch] = await home.json<{ id: string }[]>('import list');
    const asked = async (answer: string) => {
      const terminal = atTerminal(home, `import undo ${batch?.id}`);
      await terminal.sees(`3 records of batch ${batch?.id} will be removed. Go on?`);
      terminal.types(answer);
      return (await terminal.ended).code;
    };
    expect(await asked('n\r')).not.toBe(1);
    expect(await home.json('personality list')).toHaveLength(1);
    expect(await asked('y\r')).toBe(0);
    expect(await home.json('personality list')).toEqual([]);
  });

  it('leaves nothing behind when it is stopped with Ctrl-C', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const terminal = atTerminal(home, `import ${lay(home, 'large', filesOfLilith({ memories: memories(40_000) }))}`);
    await terminal.sees('bringing home');
    terminal.types(ctrl.c);
    expect(await terminal.ended).toMatchObject({ code: 130 });
    expect(await home.json('personality list')).toEqual([]);
    expect(await home.json('import list')).toEqual([]);
    expect(await storeOf(home)).toEqual(before);
  });

  it('lists fifty, and says that there are more', async () => {
    const home = await aHomeOfAda();
    const broken = Array.from({ length: 60 }, (_, number) => ({ id: `a${number}`, result: number, senders: [] }));
    await home.run(`import ${lay(home, 'backup', filesOfLilith({ memories: broken }))}`);
    const [batch] = await home.json<{ id: string }[]>('import list');
    const terminal = atTerminal(home, `import quarantine ${batch?.id}`);
    const text = await terminal.sees('… and 10 more; --all shows them');
    expect(text.match(/mend it:/g)).toHaveLength(50);
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });
});
