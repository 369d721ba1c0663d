import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anEmptyPlace, root } from '../support/run-command.js';
import { runProcess } from '../support/run-command-process.js';

const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('npm start without a terminal', () => {
  it('plays a conversation, and does not wait for anybody to type', async () => {
    expect(scripts.start).toBe('node bin/run.js chat --demo');
    const { code, stdout, stderr } = await runProcess(anEmptyPlace(), 'chat --demo', { input: 'open' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('there is no terminal');
    expect(stdout).not.toContain('\u001b');
  });

  it('says the same every time, in an old home and in a new one', async () => {
    const home = anEmptyPlace();
    const first = await runProcess(home, 'chat --demo', { input: 'open' });
    const second = await runProcess(home, 'chat --demo', { input: 'open' });
    const other = anEmptyPlace();
    const elsewhere = await runProcess(other, 'chat --demo', { input: 'ignored' });
    expect(second.stdout).toBe(first.stdout);
    expect(elsewhere.stdout.replaceAll(other.path, home.path)).toBe(first.stdout);
  });

  it('shows that what was said comes back, on another day, in another conversation', async () => {
    const { stdout } = await runProcess(anEmptyPlace(), 'chat --demo');
    const [before = '', after = ''] = stdout.split('— The next morning, in a new conversation —');
    expect(before).toContain('Ada: Hello! My sister Noa is moving to Haifa in May');
    expect(after).toContain('(what comes to mind: “Hello! My sister Noa is moving to Haifa in May');
    expect(after).toMatch(/Ada: And where is Noa moving to\?\n[^]*Tamar: [^]*Haifa/);
    expect(after).toContain('1 March 2026');
  });

  it('says that no language model speaks, what it cost, where it is stored, and how to go on', async () => {
    const home = anEmptyPlace();
    const { stdout } = await runProcess(home, 'chat --demo');
    expect(stdout).toContain('demo model');
    expect(stdout).toMatch(/^It cost \$0 \(4 answers, about \d+ tokens\)/m);
    expect(stdout).toContain(join(home.path, 'demo', 'tzurot.db'));
    const [, next = ''] = stdout.split('How to go on:\n');
    for (const words of [
      'npm start',
      'personality create',
      'import FOLDER',
      'OPENROUTER_API_KEY=',
      'TZUROT_LLM_URL=',
      'serve',
    ])
      expect(next).toContain(words);
  });

  it('is told to a script', async () => {
    const home = anEmptyPlace();
    const said = { said: expect.any(String), reply: expect.any(String), remembered: null };
    const { code, stdout, stderr } = await runProcess(home, 'chat --demo --json', { input: 'open' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      personality: 'tamar',
      database: join(home.path, 'demo', 'tzurot.db'),
      costMicroUsd: 0,
      turns: [
        said,
        said,
        { ...said, remembered: expect.stringContaining('Haifa') },
        { ...said, remembered: expect.stringContaining('Haifa') },
      ],
    });
  });
});

describe('the demo', () => {
  it('lives in a home of its own, and leaves the home alone', async () => {
    const home = anEmptyPlace();
    await home.run('chat --demo');
    expect(await home.json('personality list')).toEqual([]);
    expect(await home.json('history')).toEqual([]);
    expect(await home.json(`personality list --home ${home.path}/demo`)).toMatchObject([{ slug: 'tamar' }]);
  });

  it('can be spoken to in one line, by anybody', async () => {
    const home = anEmptyPlace();
    const said = await home.json('chat --demo -m "Tell me about the lighthouse."');
    expect(said).toMatchObject({ personality: 'tamar', reply: expect.stringContaining('Greywater') });
  });

  it('remembers what a person told it, beside what its visitor told', async () => {
    const home = anEmptyPlace();
    await home.run('chat --demo');
    await home.run('chat --demo -m "My dog is called Argos."');
    await home.run('chat --demo');
    const { reply } = await home.json<{ reply: string }>('chat --demo -m "What is my dog called?"');
    expect(reply).toContain('Argos');
    expect(reply).not.toContain('Haifa');
  });

  it('keeps its personality as it is shipped', async () => {
    const home = anEmptyPlace();
    await home.run('chat --demo');
    await home.run(`personality edit tamar --set prompt.tone=rude --home ${home.path}/demo`);
    await home.run('chat --demo');
    const { prompt } = await home.json<{ prompt: { tone: string } }>(`personality show tamar --home ${home.path}/demo`);
    expect(prompt.tone).not.toBe('rude');
  });
});
