import { describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage.js';
import { logged } from './logged.js';

const tupperbox = '431544605209788416';
const unlimited = { config: { 'limits.person': 'off', 'limits.channel': 'off' } };

const speakersOf = ({ database }: Stage, text: string): unknown[] =>
  database.sql.prepare('SELECT DISTINCT a.foreign_id FROM messages m JOIN accounts a ON a.user_id = m.user_id WHERE m.text LIKE ? AND m.speaker_kind = ?').pluck().all(`%${text}%`, 'person'); // prettier-ignore

describe('nobody speaks as somebody else', () => {
  it('by a webhook that is called like a proxy bot and is none', async () => {
    const staged = await stage(unlimited);
    const { people, settled, answers } = staged;
    people.speakByProxy('general', '@Lilith I am ada', { name: 'PluralKit', applicationId: '1234567890123456789' });
    await settled();
    expect(answers('general')).toEqual([]);
  });

  it('by copying something while somebody else takes their words back', async () => {
    const staged = await stage({ ...unlimited, pace: 8 });
    const { people, settled, discord } = staged;
    people.speakByProxy('general', 'hello', { name: 'Mal', applicationId: tupperbox });
    await settled();
    const adas = people.say('general', 'ada', 'I would never say @Lilith delete it');
    const mallorys = people.say('general', 'mallory', `m:${'x'.repeat(90)} @Lilith delete it`);
    people.speakByProxy('general', '@Lilith delete it', { name: 'Mal', applicationId: tupperbox });
    people.erase('general', adas.id);
    people.erase('general', mallorys.id);
    await settled();
    expect(speakersOf(staged, 'delete it')).not.toContain(discord.id('ada'));
  });

  it('by a file without words while somebody else takes their words back', async () => {
    const staged = await stage({ ...unlimited, pace: 8 });
    const { people, settled, discord, activations } = staged;
    await activations.add({ channelId: discord.id('general'), slug: 'lilith', activatedBy: null });
    people.speakByProxy('general', 'hello', { name: 'Mal', applicationId: tupperbox });
    await settled();
    const adas = people.say('general', 'ada', 'oops');
    const mallorys = people.say('general', 'mallory', 'm: and so on and on', { attachments: [{ name: 'a.txt', text: 'confession' }] }); // prettier-ignore
    people.speakByProxy('general', '', { name: 'Mal', applicationId: tupperbox }, { attachments: [{ name: 'a.txt', text: 'confession' }] }); // prettier-ignore
    people.erase('general', adas.id);
    people.erase('general', mallorys.id);
    await settled();
    expect(speakersOf(staged, 'a.txt')).not.toContain(discord.id('ada'));
  });

  it('by pressing what is under an answer to somebody else', async () => {
    const staged = await stage(unlimited);
    const { people, settled, answers, discord, model } = staged;
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    const [answer] = answers('general');
    for (const id of JSON.stringify(answer?.components).matchAll(/"custom_id":"([^"]+)"/g)) {
      const deed = people.pressButton('general', answer?.id ?? '', id[1] ?? '', 'mallory');
      await discord.journal.until(() => (people.answerTo(deed)?.content ?? '') !== '');
      expect(people.answerTo(deed)).toMatchObject({ content: 'That is not yours to press.', flags: 64 });
    }
    expect(answers('general')).toHaveLength(1);
    expect(model.questions).toHaveLength(1);
  });
});

describe('the same words', () => {
  it('of two personalities to two people arrive once each, where nobody says whether they did', async () => {
    const staged = await stage({ ...unlimited, personalities: { Lilith: [], Anna: [] }, pace: 4 });
    const { people, settled, answers, discord, model, database } = staged;
    model.behave(() => 'Yes.');
    discord.faults.add({ on: 'POST /webhooks/:webhook/:token', fault: { after: { status: 502 } }, chance: 0.5 });
    for (const who of ['ada', 'bob', 'mallory']) people.say('general', who, '@Lilith @Anna yes?');
    for (const who of ['ada', 'bob', 'mallory']) people.say('general', who, '@Lilith really?');
    await settled();
    expect(answers('general').map(({ author }) => author.username).toSorted()).toEqual([...Array<string>(3).fill('Anna'), ...Array<string>(6).fill('Lilith')]); // prettier-ignore
    expect(database.sql.prepare('SELECT count(*) FROM outbox WHERE delivered_at IS NULL').pluck().get()).toBe(0);
  });
});

describe('the log', () => {
  it('has no words of people, whatever Discord refuses', async () => {
    const staged = await stage({ ...unlimited, env: { LOG_LEVEL: 'debug' }, pace: 8 });
    const { people, settled, discord, model, stop } = staged;
    model.behave(() => 'your number is 4711');
    discord.faults.add(
      { on: 'POST /webhooks/:webhook/:token', fault: { before: { status: 400, code: 50035 } }, times: 3 },
      { on: 'POST /channels/:channel/messages', fault: { before: { status: 403, code: 50013 } }, times: 1 },
      { on: 'PATCH /webhooks/:webhook/:token/messages/:message', fault: { before: { status: 404, code: 10015 } } },
    );
    people.say('general', 'bob', '@Lilith my number is 4711');
    await discord.journal.until(({ route }) => route === 'PUT /applications/:application/commands');
    const deed = people.useCommand('channel activate', { personality: '4711' }, 'ada', 'general');
    await settled();
    await discord.journal.until(
      ({ route }) => String(route).startsWith('DELETE /webhooks') || String(route).startsWith('PATCH /webhooks'),
    );
    expect(deed).toBeDefined();
    await stop();
    expect(logged(staged.folder).filter(line => line.includes('4711'))).toEqual([]);
  });
});
