import { expect, it } from 'vitest';
import { anEmptyPlace } from '../support/run-command.js';

it('makes a home', async () => {
  const home = anEmptyPlace();
  expect(await home.run('init')).toMatchObject({ code: 0, stderr: '' });
  console.log(await home.run('personality create lilith --name Lilith'), await home.run('chat lilith', {input: 'hello'}), await home.failure('chat lili -m x'));
});
