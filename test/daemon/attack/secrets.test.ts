import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leaksOf } from '../../support/leaks.js';
import { openRouterKey, stage, type Stage } from '../stage.js';
import { logged } from './logged.js';

const shapeless = 'correct_horse_battery_staple_and_more_of_it';
const key = 'sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

/** Everything that can be read afterwards: what was logged, announced, posted, and every byte that is kept. */
function everything({ folder, discord, announced }: Stage): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile() && !each.name.includes('master'))
    .map(each => readFileSync(join(each.parentPath, each.name), 'latin1'));
  const posted = ['message', 'edit'].map(what =>
    JSON.stringify(discord.journal.entries.filter(entry => entry.what === what)),
  );
  const answered = [...discord.world.interactions.values()].map(({ ephemeral, acknowledged }) =>
    JSON.stringify([[...ephemeral.values()], acknowledged]),
  );
  return [...files, ...announced, ...posted, ...answered].join('\n');
}

async function given(staged: Stage, text: string): Promise<void> {
  const { people, discord } = staged;
  const form = people.useCommand('wallet set', { provider: 'openrouter' }, 'bob', 'general');
  await discord.journal.until(() => form.acknowledged !== undefined);
  const sent = people.submitModal(form, { key: text });
  await discord.journal.until(() => (people.answerTo(sent)?.content ?? '') !== '');
}

describe('secrets', () => {
  it('stand nowhere, whatever goes wrong with Discord and the provider', async () => {
    const staged = await stage({ env: { LOG_LEVEL: 'debug' }, models: 'openrouter', pace: 8 });
    const { people, discord, settled, model, stop } = staged;
    await discord.journal.until(({ route }) => route === 'PUT /applications/:application/commands');
    for (const text of [key, shapeless, `Bearer ${key}`, `${key}\n${key}`]) await given(staged, text);
    model.known[key] = { data: { limit: null, label: 'a key' } };
    await given(staged, key);
    model.behave((question) => (response) => void response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { code: 401, message: `${question.authorization} ${discord.token}` } }))); // prettier-ignore
    people.say('general', 'bob', '@Lilith hello');
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    model.behave(() => undefined);
    discord.faults.add(
      { on: 'POST /webhooks/:webhook/:token', fault: { before: { status: 500 } }, times: 2 },
      { on: 'POST /webhooks/:webhook/:token', fault: { after: 'malformed' }, times: 1 },
      { on: 'POST /webhooks/:webhook/:token', fault: { before: { status: 400, code: 50035 } }, times: 2 },
      { on: 'POST /interactions/:interaction/:token/callback', fault: { before: { status: 400, code: 50035, message: `no ${discord.token}` } }, times: 4 }, // prettier-ignore
      { on: 'PATCH /webhooks/:webhook/:token/messages/:message', fault: { before: { status: 404, code: 10015 } }, times: 4 }, // prettier-ignore
    );
    people.say('general', 'ada', '@Lilith once more');
    const failing = [
      people.useCommand('ping', {}, 'bob', 'general'),
      people.useCommand('help', {}, 'bob', 'general'),
      people.useCommand('wallet list', {}, 'bob', 'general'),
    ];
    await settled();
    await stop();
    const all = everything(staged);
    const tokens = [
      ...[...discord.world.webhooks.values()].flatMap(({ token }) => (token ? [token] : [])),
      ...discord.world.interactions.keys(),
      discord.token,
    ];
    expect(failing).toHaveLength(3);
    expect(tokens.length).toBeGreaterThan(6);
    expect(logged(staged.folder).length).toBeGreaterThan(1);
    for (const secret of [key.slice(9), shapeless, openRouterKey.slice(9), ...tokens])
      expect(leaksOf(secret, all), secret).toEqual([]);
  });
});
