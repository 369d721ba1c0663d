import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../src/domain/interaction/asked.js';
import { aCommand, aForm, anAsker, aStage, replyIn, type Stage } from './stage.js';

const bob = anAsker('bob');
const key = 'sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const list = aCommand('wallet list');
const remove = aCommand('wallet remove', { provider: 'openrouter' });

/** Opens the form, and says under which id it is sent. */
async function formFor({ asked }: Stage, asker: Asker, provider = 'openrouter'): Promise<string> {
  const sent = await asked(aCommand('wallet set', { provider }), asker);
  expect(sent.map(({ kind }) => kind)).toEqual(['form']);
  return sent[0]?.kind === 'form' ? sent[0].form.id : '';
}

const give = async (stage: Stage, text = key) => stage.asked(aForm(await formFor(stage, bob), { key: text }), bob);

const written = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .map(each => readFileSync(join(each.parentPath, each.name), 'latin1'))
    .join('\n');

describe('a key', () => {
  it('is asked for in a form, before anything else is said', async () => {
    const stage = await aStage();
    const sent = await stage.asked(aCommand('wallet set', { provider: 'openrouter' }), bob);
    expect(sent).toMatchObject([{ kind: 'form', form: { title: 'Your key for OpenRouter', fields: [{ id: 'key' }] } }]);
  });

  it('is stored for whoever asks, and for nobody else', async () => {
    const stage = await aStage();
    const sent = await give(stage);
    expect(sent[0]).toEqual({ kind: 'defer', isPrivate: true });
    expect(replyIn(sent)).toMatchObject({ isPrivate: true, text: 'Stored your key …cdef for OpenRouter, sealed.' });
    expect(replyIn(await stage.asked(list, bob)).text).toContain('…cdef');
    expect(replyIn(await stage.asked(list, anAsker('mallory'))).text).toContain('no keys');
  });

  it('stands in no answer, no log and no file', async () => {
    const stage = await aStage();
    const said = [await give(stage)];
    stage.keyProbe.stands('refuses it');
    said.push(await give(stage), await give(stage, `${key} and more`));
    expect(JSON.stringify(said)).not.toContain(key.slice(9, 40));
    expect(JSON.stringify(stage.log.lines)).not.toContain(key.slice(9, 40));
    expect(written(stage.home)).not.toContain(key);
  });

  it.each([
    ['refuses it', 'Nothing was stored.'],
    ['has trouble', 'Nothing was stored.'],
  ] as const)('is not stored when its provider %s', async (standing, words) => {
    const stage = await aStage();
    stage.keyProbe.stands(standing);
    const reply = replyIn(await give(stage));
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain(words);
    expect(reply.text).not.toContain('--no-verify');
    expect(replyIn(await stage.asked(list, bob)).text).toContain('no keys');
  });

  it.each(['', '   '])('is not stored when it is empty: %j', async text => {
    expect(replyIn(await give(await aStage(), text)).text).toContain('No key was given');
  });

  it('is not asked for where it could not be stored', async () => {
    const { asked } = await aStage();
    const sent = await asked(aCommand('wallet set', { provider: 'openai-compatible' }), bob);
    expect(sent).toMatchObject([{ kind: 'reply', isPrivate: true }]);
  });

  it('is removed', async () => {
    const stage = await aStage();
    await give(stage);
    expect(replyIn(await stage.asked(remove, bob)).text).toContain('Removed your key for OpenRouter');
    expect(replyIn(await stage.asked(remove, bob))).toMatchObject({ isPrivate: true });
    expect(replyIn(await stage.asked(list, bob)).text).toContain('no keys');
  });
});

describe('who changes keys too often', () => {
  it('has to wait, and is told until when each time', async () => {
    const stage = await aStage();
    for (let each = 0; each < 10; each++) await give(stage);
    for (const again of [await give(stage), await give(stage)])
      expect(replyIn(again).text).toMatch(/often enough for now\. Try again at \d\d:\d\d:\d\d/);
    expect(stage.keyProbe.asked).toHaveLength(10);
    await stage.clock.advance(90_000);
    expect(replyIn(await give(stage)).text).toContain('Stored');
  });

  it('does not hold up others', async () => {
    const stage = await aStage();
    for (let each = 0; each < 11; each++) await give(stage);
    const mallory = anAsker('mallory');
    const sent = await stage.asked(aForm(await formFor(stage, mallory), { key }), mallory);
    expect(replyIn(sent).text).toContain('Stored');
  });
});
