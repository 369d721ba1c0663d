import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/daemon/slash/command.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { handleId } from '../../../src/domain/interaction/handle.js';
import { fakeAnswering } from '../../fakes/answering.js';
import { anAccount, aVenue, noon } from '../../support/builders.js';
import { aCommand, aForm, aManager, anAsker, aPress, aStage, replyIn } from './stage.js';

const bob = anAsker('bob');

const doing = (run: () => Promise<never> | Promise<{ text: string }>, fields: Partial<Command> = {}): Command => ({
  name: 'test',
  description: 'A test.',
  permission: null,
  inDirectMessages: true,
  options: [],
  isPrivate: false,
  run,
  ...fields,
});

const offering = (command: Command) => aStage({}, { commands: [command] });

it('acknowledges before anything is done, and answers once', async () => {
  const { asked } = await aStage();
  const sent = await asked(aCommand('ping'), bob);
  expect(sent.map(({ kind }) => kind)).toEqual(['defer', 'reply']);
  expect(replyIn(sent).text).toContain('42 ms');
  expect(replyIn(sent).text).toContain('1.2.3');
});

it('does nothing where the acknowledgement came too late', async () => {
  const done: string[] = [];
  const { asked } = await offering(doing(async () => ({ text: String(done.push('it')) })));
  expect(await asked(aCommand('test'), bob, fakeAnswering({ isLate: true }))).toEqual([]);
  expect(done).toEqual([]);
});

describe('what goes wrong', () => {
  it('is told to whoever asked alone, in the words of the command, wherever the answer would have stood', async () => {
    const error = new TzurotError('not_found', 'There is no such thing.', { try: 'wallet set openrouter --no-verify' });
    const { asked } = await offering(doing(() => Promise.reject(error)));
    const sent = await asked(aCommand('test'), bob);
    expect(sent[0]).toEqual({ kind: 'defer', isPrivate: false });
    expect(replyIn(sent)).toEqual({ isPrivate: true, text: 'There is no such thing. Try `/wallet set`.' });
  });

  it('says nothing of itself when it is a bug, and is logged', async () => {
    const { asked, log } = await offering(doing(() => Promise.reject(new Error('/home/ada/secret is not iterable'))));
    const reply = replyIn(await asked(aCommand('test'), bob));
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).not.toContain('secret');
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([{ facts: { command: 'test' } }]);
  });

  it('does not escape when it cannot even be told', async () => {
    const { asked, log } = await aStage();
    const broken = { ...fakeAnswering(), defer: () => Promise.reject(new Error('gone')), reply: () => Promise.reject(new Error('gone')) }; // prettier-ignore
    await expect(asked(aCommand('ping'), bob, broken)).resolves.toEqual([]);
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it('leaves nothing to choose from while something is typed', async () => {
    const complete = () => Promise.reject(new Error('broken'));
    const { asked } = await offering(doing(async () => ({ text: '' }), { complete }));
    const sent = await asked({ kind: 'completion', name: 'test', option: 'x', typed: '' }, bob);
    expect(sent).toEqual([{ kind: 'complete', choices: [] }]);
  });
});

it('knows no command that there is not', async () => {
  const { asked } = await aStage();
  expect(replyIn(await asked(aCommand('wallet'), bob))).toMatchObject({ isPrivate: true });
  expect(replyIn(await asked(aCommand('nothing'), bob)).text).toContain('no such command');
});

it('keeps what is for servers out of direct messages', async () => {
  const { asked } = await aStage();
  const reply = replyIn(
    await asked(aCommand('channel list'), { ...aManager('bob'), where: { ...bob.where, venue: aVenue() } }),
  );
  expect(reply.text).toContain('channels of a server');
});

describe('a button or a form of a command', () => {
  const made = (fields: Partial<Parameters<typeof handleId>[0]> = {}) =>
    handleId({ verb: 'forget-me', about: '-', madeAt: noon, accountId: anAccount('bob').foreignId, ...fields });

  it.each([aPress, (id: string) => aForm(id, {})])('obeys nobody but whom it was made for', async ask => {
    const { asked, app } = await aStage();
    const sent = await asked(ask(made()), anAsker('mallory'));
    expect(sent).toEqual([{ kind: 'reply', isPrivate: true, reply: { text: 'That is not yours to press.' } }]);
    expect(await app.user.known(anAccount('bob').foreignId)).toBeDefined();
  });

  it.each([made({ madeAt: noon - 901_000_000 }), made({ verb: 'nothing' }), 'wallet:alice', ''])(
    'is too old, or was never there: %j',
    async id => {
      const { asked } = await aStage();
      expect(replyIn(await asked(aPress(id), bob))).toMatchObject({
        isPrivate: true,
        text: expect.stringContaining('too old'),
      });
    },
  );
});

it.each(['regenerate', 'delete', 'what-happened'])('lets nobody else press %s under an answer', async what => {
  const { asked } = await aStage();
  const id = `v1.${what}.7c0x2m9k.${anAccount('bob').foreignId}`;
  const sent = await asked(aPress(id), anAsker('mallory'));
  expect(sent).toEqual([{ kind: 'reply', isPrivate: true, reply: { text: 'That is not yours to press.' } }]);
});
