import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keyService } from '../fakes/key-service.js';
import { fakeProvider } from '../fakes/provider.js';
import { aHome } from '../support/run-command.js';
import { atTerminal, ctrl } from '../support/run-command-terminal.js';

const enter = '\r';
const erase = '\u007f';
const clear = '\u0015';
const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
const service = keyService({ [key]: {} }, key);

/** Somebody who is asked for their key. */
async function asked(line = 'wallet set openrouter', question = '(it is not shown): ') {
  const provider = await fakeProvider(service.act);
  onTestFinished(provider.close);
  const home = await aHome();
  const terminal = atTerminal(home, line, { TZUROT_OPENROUTER_URL: provider.url });
  const said = await terminal.sees(question);
  return { provider, home, terminal, said };
}

describe('a key that is typed', () => {
  it('is not shown, and stored', async () => {
    const { home, terminal, said } = await asked();
    expect(said).toContain('Your key for OpenRouter (it is not shown):');
    terminal.types(`${key}${enter}`);
    await terminal.sees('Stored the key …cdef for OpenRouter, sealed.');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(terminal.raw()).not.toContain('0123');
    expect(await home.json('wallet list')).toMatchObject([{ fingerprint: 'cdef' }]);
  });

  it.each([
    ['letter by letter', [...key, enter]],
    ['with a letter too many that is erased', [`${key}x`, erase, enter]],
    ['with all erased that came before', ['nonsense 🐝', clear, key, enter]],
    ['with a letter of several units erased', [`${key}🐝`, erase, enter]],
    ['between the marks of a paste', [`\u001b[200~${key}\u001b[201~`, enter]],
    ['with the arrow keys pressed', [`${key}\u001b[D\u001b[C`, enter]],
    ['and ended by Ctrl-D', [key, ctrl.d]],
  ])('is read %s', async (_, keystrokes) => {
    const { provider, terminal } = await asked();
    for (const each of keystrokes) terminal.types(each);
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(provider.requests).toMatchObject([{ headers: { authorization: `Bearer ${key}` } }]);
  });

  it.each([
    ['Ctrl-C', ctrl.c, 130],
    ['Ctrl-C in the middle', `sk-or-v1-0123${ctrl.c}`, 130],
    ['Ctrl-D', ctrl.d, 2],
    ['nothing but enter', enter, 2],
  ])('is not stored when it ends by %s', async (_, keystrokes, code) => {
    const { provider, home, terminal } = await asked();
    terminal.types(keystrokes);
    expect(await terminal.ended).toMatchObject({ code });
    expect(terminal.raw()).not.toContain('0123');
    expect(provider.requests).toEqual([]);
    expect(await home.json('wallet list')).toEqual([]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ])('is not stored when %s comes meanwhile', async (signal, code) => {
    const { home, provider, terminal } = await asked();
    terminal.types('sk-or-v1-0123');
    terminal.kill(signal);
    expect(await terminal.ended).toMatchObject({ code });
    expect(provider.requests).toEqual([]);
    expect(await home.json('wallet list')).toEqual([]);
  });
});

describe('what the list of processes shows', () => {
  it.skipIf(process.platform !== 'linux')('has no key in it', async () => {
    const { terminal } = await asked();
    terminal.types(key);
    const line = readFileSync(`/proc/${terminal.pid}/cmdline`, 'utf8');
    expect(line).toContain('wallet');
    expect(line).not.toContain('0123');
    terminal.types(ctrl.c);
    await terminal.ended;
  });
});

describe('signing in at a terminal', () => {
  it('takes what is pasted, and shows none of it', async () => {
    const { home, terminal, said } = await asked('login openrouter --no-browser', 'sent to (it is not shown): ');
    const page = /http:\S+\/auth\S+/.exec(said)?.[0] ?? '';
    const address = service.agree(page);
    terminal.types(`${address}${enter}`);
    await terminal.sees('Signed in.');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(terminal.raw()).not.toContain(new URL(address).searchParams.get('code'));
    expect(await home.json('wallet list')).toHaveLength(1);
  });

  it('ends by Ctrl-C', async () => {
    const { terminal } = await asked('login openrouter --no-browser', 'sent to (it is not shown): ');
    terminal.types(ctrl.c);
    expect(await terminal.ended).toMatchObject({ code: 130 });
  });
});
