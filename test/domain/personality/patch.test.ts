import { describe, expect, it } from 'vitest';
import { parsePatch, patched } from '../../../src/domain/personality/patch.js';
import { blankSketch } from '../../../src/domain/personality/personality.js';

const blank = blankSketch('Lilith');
const change = (...args: string[]) => patched(blank, args.map(parsePatch));
const invalid = (message: RegExp | string) =>
  expect.objectContaining({ code: 'invalid', message: expect.stringMatching(message) });

describe('a field and its value', () => {
  it.each([
    ['prompt.tone=warm', { path: 'prompt.tone', text: 'warm' }],
    ['prompt.tone=', { path: 'prompt.tone', text: '' }],
    ['prompt.system=a=b', { path: 'prompt.system', text: 'a=b' }],
    [' name =Lilith ', { path: 'name', text: 'Lilith ' }],
    ['prompt.system=two\nlines', { path: 'prompt.system', text: 'two\nlines' }],
  ])('are read from %j', (argument, patch) => {
    expect(parsePatch(argument)).toEqual(patch);
  });

  it.each(['', 'prompt.tone', '=warm'])('are not read from %j', argument => {
    expect(() => parsePatch(argument)).toThrow(invalid('field=value'));
  });
});

describe('a change', () => {
  it.each([
    ['of a text', 'prompt.tone=warm', { prompt: { tone: 'warm' } }],
    ['of a text that looks like a number', 'prompt.age=42', { prompt: { age: '42' } }],
    ['of a flag', 'isPublic=true', { isPublic: true }],
    ['of a number', 'llm.params.temperature=0.5', { llm: { params: { temperature: 0.5 } } }],
    ['to zero', 'llm.params.temperature=0', { llm: { params: { temperature: 0 } } }],
    ['of a list', 'llm.params.stop=["\\n\\n"]', { llm: { params: { stop: ['\n\n'] } } }],
    ['of what may be nothing', 'llm.model=some/model', { llm: { model: 'some/model' } }],
    ['of a limit', 'llm.limits.memoryMax=0', { llm: { limits: { memoryMax: 0 } } }],
    ['of the birthday', 'birthday=03-14', { birthday: { year: null, month: 3, day: 14 } }],
    ['of the birthday with its year', 'birthday=1999-03-14', { birthday: { year: 1999, month: 3, day: 14 } }],
    ['of the name', 'name=Lil', { name: 'Lil' }],
  ])('%s is made', (_, argument, made) => {
    expect(change(argument)).toMatchObject(made);
  });

  it.each([
    ['a part of the prompt', ['prompt.tone=warm', 'prompt.tone='], 'prompt'],
    ['a parameter', ['llm.params.temperature=1', 'llm.params.temperature='], 'llm'],
    ['the model', ['llm.model=some/model', 'llm.model='], 'llm'],
    ['the birthday', ['birthday=03-14', 'birthday='], 'birthday'],
    ['the error message', ['errorMessage=Silence.', 'errorMessage='], 'errorMessage'],
  ] as const)('takes %s away again', (_, args, field) => {
    expect(change(...args)[field]).toEqual(blank[field]);
  });

  it('leaves everything else as it was', () => {
    const { prompt, ...rest } = change('prompt.tone=warm');
    const { prompt: __, ...before } = blank;
    expect(rest).toEqual(before);
    expect(prompt).toEqual({ tone: 'warm' });
  });

  it('does not change what it was made from', () => {
    change('prompt.tone=warm', 'llm.params.temperature=1');
    expect(blank).toEqual(blankSketch('Lilith'));
  });

  it('comes after the ones before it', () => {
    expect(change('name=Lil', 'name=Lily').name).toBe('Lily');
  });

  it.each([
    ['a text for a number', 'llm.params.temperature=warm', 'llm.params.temperature'],
    ['a number out of bounds', 'llm.params.temperature=3', 'llm.params.temperature'],
    ['a text for a flag', 'isPublic=yes', 'isPublic'],
    ['a day that there is not', 'birthday=02-30', 'is not a day'],
    ['a text that is too long', `errorMessage=${'x'.repeat(501)}`, 'errorMessage'],
    ['a list that is too long', 'llm.params.stop=["a","b","c","d","e"]', 'llm.params.stop'],
    ['an unknown field inside a field', 'llm={"voice":1}', 'llm'],
  ])('to %s is refused by name', (_, argument, name) => {
    expect(() => change(argument)).toThrow(invalid(name));
  });

  it.each(['name=', 'isPublic=', 'llm='])('cannot take away what must be there: %s', argument => {
    expect(() => change(argument)).toThrow(invalid('cannot be taken away'));
  });

  it('of a part of a birthday that there is not yet says what does not fit', () => {
    expect(() => change('birthday.month=5')).toThrow(invalid(/^(?!.*taken away)/));
  });

  it.each([
    ['a misspelled field', 'prompt.tonne=warm', 'Did you mean “prompt.tone”'],
    ['a field without its folder', 'tone=warm', 'Did you mean “prompt.tone”'],
    ['a field that there is not', 'zzzzzzzz=1', 'There are: name, displayName'],
    ['a field inside a text', 'name.first=L', 'has no field'],
    ['what every object has', 'constructor=1', 'has no field'],
    ['what every object comes from', '__proto__.polluted=1', 'has no field'],
    ['what every object comes from, inside', 'prompt.__proto__=1', 'has no field'],
    ['a field that is ours', 'slug=luna', 'has no field'],
    ['nothing', '.=1', 'has no field'],
  ])('of %s is refused, with what may be meant', (_, argument, message) => {
    expect(() => change(argument)).toThrow(invalid(message));
  });
});

describe('a parameter of the model', () => {
  const params = (...args: string[]) => change(...args).llm.params;

  it('may be within another one', () => {
    expect(params('llm.params.reasoning.effort=high', 'llm.params.provider.max_price.prompt=0')).toEqual({
      reasoning: { effort: 'high' },
      provider: { max_price: { prompt: 0 } },
    });
  });

  it('may be written as a whole', () => {
    expect(params('llm.params.plugins=[{"id":"web"}]', 'llm.params.response_format=json_object')).toEqual({
      plugins: [{ id: 'web' }],
      response_format: { type: 'json_object' },
    });
  });

  it('may be named as it was once', () => {
    expect(params('llm.params.topP=0.5', 'llm.params.maxTokens=9', 'llm.params.reasoningEffort=low')).toEqual({
      top_p: 0.5,
      max_tokens: 9,
      reasoning: { effort: 'low' },
    });
    expect(params('llm.params.include_reasoning=false', 'llm.params.transforms=["middle-out"]')).toEqual({
      reasoning: { exclude: true },
      plugins: [{ id: 'context-compression' }],
    });
    expect(params('llm.params.topP=0.5', 'llm.params.topP=')).toEqual({});
  });

  it('is looked at together with the others, in whichever order they come', () => {
    const [whole, thoughts] = ['llm.params.max_tokens=9000', 'llm.params.reasoning.max_tokens=4000'];
    const both = { max_tokens: 9000, reasoning: { max_tokens: 4000 } };
    expect(params(whole, thoughts)).toEqual(both);
    expect(params(thoughts, whole)).toEqual(both);
  });

  it.each([
    ['llm.params.reasoning.efort=high', 'Did you mean “llm.params.reasoning.effort”?'],
    ['llm.params.temprature=1', 'Did you mean “llm.params.temperature”?'],
    ['llm.params.reasoning.effort=huge', '“huge” will not do for “llm.params.reasoning.effort”'],
    ['llm.params.reasoning.max_tokens=9', '“llm.params.reasoning.max_tokens”'],
    ['llm.params.reasoning={"effort":"low","max_tokens":2000}', 'both at once cannot be'],
    ['llm.limits.roles=21', '“llm.limits.roles”'],
  ])('is refused with a reason: %s', (argument, reason) => {
    expect(() => change(argument)).toThrow(reason);
  });

  it('takes the length of an answer that thoughts would fill for what it is', () => {
    expect(() => change('llm.params.max_tokens=3000', 'llm.params.reasoning.max_tokens=4000')).toThrow(
      'Together this will not do.',
    );
  });
});
