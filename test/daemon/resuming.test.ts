import { expect, it } from 'vitest';
import { stage } from './stage.js';

it('what was changed while nobody listened is answered as it reads then, and what was taken back is not answered', async () => {
  const { people, settled, model, stop, start, answers, outcomes } = await stage();
  const held = model.hold();
  const changed = people.say('general', 'ada', '@Lilith the key is brass');
  const gone = people.say('general', 'bob', '@Lilith never mind');
  await held.asked();
  await stop();
  people.edit('general', changed.id, '@Lilith the key is iron');
  people.erase('general', gone.id);
  held.go();
  await start();
  await settled();
  expect(answers('general')).toHaveLength(1);
  expect(JSON.stringify(model.questions.at(-1))).toContain('the key is iron');
  expect(outcomes(gone)).toEqual({ lilith: 'ignored' });
});
