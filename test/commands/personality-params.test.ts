import { expect, it } from 'vitest';
import { aHome } from '../support/run-command.js';

it('warns a person of a parameter that the model does not take, and keeps it all the same', async () => {
  const home = await aHome();
  const model = '--set llm.model=anthropic/claude-opus-4.7';
  const made = await home.run(`personality create lilith --name Lilith ${model} --set llm.params.temperature=0.2`);
  const warning = 'Mind: temperature: anthropic/claude-opus-4.7 does not take it.\n';
  expect(made.stderr).toContain(warning);
  const edited = await home.run('personality edit lilith --set llm.params.reasoning.effort=high');
  expect(edited).toMatchObject({ code: 0, stderr: warning });
  expect(await home.run('personality edit lilith --set prompt.tone=dry')).toMatchObject({ code: 0, stderr: '' });
  expect(await home.json('personality show lilith')).toMatchObject({
    llm: { params: { temperature: 0.2, reasoning: { effort: 'high' } } },
  });
});

it.each([
  ['llm.params.reasoning.effort=huge', 'llm.params.reasoning.effort'],
  ['llm.params.reasoning={\\"max_tokens\\":10}', 'llm.params.reasoning'],
  ['llm.params.mood=dark', 'has no field “llm.params.mood”'],
  ['llm.limits.mentions=51', 'llm.limits.mentions'],
])('says which parameter will not do: %s', async (set, words) => {
  const home = await aHome();
  await home.json('personality create lilith --name Lilith');
  const failure = await home.failure(`personality edit lilith --set ${set}`);
  expect(failure).toMatchObject({ exit: 2, code: 'invalid', message: expect.stringContaining(words) });
});
