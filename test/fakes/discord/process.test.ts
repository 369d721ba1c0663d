import { REST } from 'discord.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

test('runs as a process of its own, which is told over HTTP what people do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'discord-'));
  const journal = join(folder, 'journal.jsonl');
  const main = new URL('main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, '--journal', journal, '--gateway', '{"shards":3}'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface(child.stdout), 'line');
    const { apiUrl, controlUrl, token, names } = JSON.parse(line);
    const tell = async (act: string, ...values: readonly unknown[]) => {
      const asked = request(controlUrl, { method: 'POST' }).end(JSON.stringify({ do: act, with: values }));
      const [response] = await once(asked, 'response');
      return JSON.parse(await text(response));
    };
    const rest = new REST({ api: apiUrl, retries: 0 }).setToken(token);
    expect(await rest.get('/gateway/bot')).toMatchObject({ shards: 3 });
    await tell('people.say', 'general', 'ada', 'hello');
    expect(await rest.get(`/channels/${names.general}/messages`)).toMatchObject([{ content: 'hello' }]);
    await tell('faults.add', { on: 'GET *', times: 1, fault: { before: { status: 403, code: 50001 } } });
    await expect(rest.get('/users/@me')).rejects.toMatchObject({ code: 50001 });
    expect(await tell('people.dance')).toMatchObject({ message: 'There is no “people.dance” here.' });
    expect(await tell('visible', 'general')).toHaveLength(1);
    expect(await tell('journal.since', 2)).toMatchObject([
      { what: 'request', status: 200 },
      { what: 'request', status: 403 },
    ]);
    await rest.put(`/applications/${names.application}/commands`, { body: [{ name: 'ping', description: 'x' }] });
    const deed = await tell('people.useCommand', 'ping', {}, 'ada', 'general');
    const body = { type: 4, data: { content: 'pong' } };
    await rest.post(`/interactions/${deed.id}/${deed.token}/callback`, { auth: false, body });
    expect(await tell('people.answerTo', deed.id)).toMatchObject({ content: 'pong' });
    child.kill('SIGTERM');
    await once(child, 'exit');
    const written = readFileSync(journal, 'utf8')
      .trimEnd()
      .split('\n')
      .map(each => JSON.parse(each).what);
    expect(written.slice(0, 4)).toEqual(['request', 'message', 'request', 'request']);
    expect(written).toContain('acknowledged');
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
});
