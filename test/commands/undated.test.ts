import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aHome, type Home } from '../support/run-command.js';

async function aHomeWith(files: Readonly<Record<string, unknown>>): Promise<Home> {
  const home = await aHome();
  const folder = join(home.folder, 'input');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
  expect(await home.run(`import ${folder}`)).toMatchObject({ code: 0 });
  return home;
}

it('a conversation of which nobody knows when it was is read without a time', async () => {
  const home = await aHomeWith({
    'talk.json': {
      character: { id: 'c-1', name: 'Luna' },
      messages: [
        { role: 'user', name: 'Ada', content: 'Are you there?' },
        { role: 'assistant', content: 'Always.' },
        { role: 'user', name: 'Ada', content: 'Good.', timestamp: '2024-06-01T12:30:00Z' },
      ],
    },
  });
  expect(await home.json('history luna')).toMatchObject([
    { at: null, text: 'Are you there?', venue: { platform: 'import', kind: 'dm' } },
    { at: null, text: 'Always.' },
    { at: '2024-06-01T12:30:00.000Z', text: 'Good.' },
  ]);
  expect((await home.run('history luna')).stdout).toBe(
    'nobody knows when\nAda → luna: Are you there?\nLuna: Always.\n\n2024-06-01 (UTC)\n12:30 Ada → luna: Good.\n',
  );
});

it('a memory of which nobody knows when it was says so', async () => {
  const memory = { id: 'm-1', shape_id: 'wren', result: 'Ada keeps bees.', senders: [], deleted: false, metadata: {} };
  const home = await aHomeWith({
    'wren.json': { id: 'wren', username: 'wren', name: 'Wren', jailbreak: 'Sing.' },
    'wren_memories.json': { memories: [memory] },
  });
  type Memory = { readonly id: string; readonly createdAt: string | null };
  const [found] = await home.json<Memory[]>('memory search wren bees');
  expect(found).toMatchObject({ createdAt: null });
  expect(await home.json('memory list wren')).toMatchObject([{ id: found?.id, createdAt: null }]);
  expect(await home.json(`memory show ${found?.id}`)).toMatchObject({ createdAt: null });
  expect((await home.run('memory list wren')).stdout).toContain('undated');
  expect((await home.run('memory search wren bees')).stdout).toContain(`${found?.id}, undated`);
  expect((await home.run(`memory show ${found?.id}`)).stderr).toMatch(/^undated, /);
  const { reply } = await home.json<{ reply: string }>('chat wren -m "Who keeps bees?"');
  expect(reply).not.toContain('1970');
});
