import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../../src/domain/catalogue/model.js';
import { fitted } from '../../../../src/domain/params/fit/fit.js';
import { paramsSchema, type Params } from '../../../../src/domain/params/params.js';
import { efforts } from '../../../../src/domain/params/reasoning.js';
import { aModel } from '../../../support/models.js';

const room = { answerTokens: 1000 };
const thinking = { efforts: null, defaultEffort: null, isMandatory: false, takesMaxTokens: true };

/** A model of which everything is known: it takes these parameters. */
const knowing = (supportedParameters: readonly string[], fields: Partial<Model> = {}) =>
  aModel({ supportedParameters, ...fields });

/** One that thinks. */
const thinker = (reasoning: Partial<NonNullable<Model['reasoning']>> = {}, fields: Partial<Model> = {}) =>
  knowing(['temperature', 'top_p', 'top_k', 'max_tokens', 'reasoning'], {
    reasoning: { ...thinking, ...reasoning },
    ...fields,
  });

const fit = (params: Params, model: Model | null) => fitted(params, model, room);
const namesOf = ({ notes }: ReturnType<typeof fit>) => notes.map(({ name }) => name);

describe('what a model does not take', () => {
  it('is left out, with a note that says what it was and why', () => {
    const { params, notes } = fit({ temperature: 0.5, top_k: 4 }, knowing(['temperature']));
    expect(params).toEqual({ temperature: 0.5 });
    expect(notes).toEqual([{ name: 'top_k', value: 4, why: 'some/model does not take it.' }]);
  });

  it('is nobody’s guess: where nothing is listed, nothing is left out', () => {
    const params: Params = { temperature: 1, top_a: 0, reasoning: { effort: 'max' }, logit_bias: { '1': 1 } };
    expect(fit(params, aModel())).toMatchObject({ params });
    expect(fit(params, null)).toEqual({ params, notes: [] });
  });

  it('is never what its provider takes', () => {
    const params: Params = {
      provider: { sort: 'price' },
      plugins: [{ id: 'web' }],
      service_tier: 'flex',
      max_tokens: 9,
    };
    expect(fit(params, knowing([]))).toEqual({ params, notes: [] });
  });

  it('is an answer after a schema where it only knows JSON', () => {
    const json_schema = { name: 'a', schema: {} };
    const schema: Params = { response_format: { type: 'json_schema', json_schema } };
    expect(fit(schema, knowing(['response_format'])).params).toEqual({});
    expect(fit(schema, knowing(['structured_outputs'])).params).toEqual(schema);
    const json: Params = { response_format: { type: 'json_object' } };
    expect(fit(json, knowing(['response_format'])).params).toEqual(json);
  });

  it('is a picture where it makes none', () => {
    const params: Params = { modalities: ['text', 'image'], image_config: { aspect_ratio: '1:1' } };
    expect(namesOf(fit(params, aModel({ outputs: ['text'] })))).toEqual(['modalities', 'image_config']);
    expect(fit(params, aModel({ outputs: ['text', 'image'] }))).toEqual({ params, notes: [] });
  });

  it.each(['anthropic/claude-opus-4.7', 'anthropic/claude-sonnet-5.5', '~anthropic/claude-opus-latest'])(
    'is known of %s by its name, where the list says nothing',
    id => {
      const { params } = fit({ temperature: 0.5, top_p: 1, reasoning: { max_tokens: 2000 } }, aModel({ id }));
      expect(params).toEqual({ reasoning: { enabled: true }, max_tokens: 2024 });
    },
  );

  it('is not known by a name where the list says otherwise', () => {
    const model = knowing(['temperature'], { id: 'anthropic/claude-opus-4.7' });
    expect(fit({ temperature: 0.5 }, model)).toEqual({ params: { temperature: 0.5 }, notes: [] });
  });
});

describe('thinking', () => {
  it('is for models that think', () => {
    const { params, notes } = fit({ reasoning: { effort: 'high' } }, knowing(['temperature']));
    expect(params).toEqual({});
    expect(notes).toEqual([{ name: 'reasoning', value: { effort: 'high' }, why: 'some/model does not think.' }]);
  });

  it.each([
    ['xhigh', null, 'high'],
    ['max', null, 'high'],
    ['max', ['low', 'xhigh'], 'xhigh'],
    ['minimal', ['medium', 'high'], 'medium'],
    ['high', ['high'], 'high'],
  ] as const)('at effort %s, where it knows %j, is %s', (effort, known, sent) => {
    expect(fit({ reasoning: { effort } }, thinker({ efforts: known })).params.reasoning).toEqual({ effort: sent });
  });

  it('that is mandatory cannot be switched off', () => {
    for (const off of [{ effort: 'none' as const }, { enabled: false }]) {
      expect(fit({ reasoning: off }, thinker({ isMandatory: true })).params.reasoning).toBeUndefined();
      expect(fit({ reasoning: off }, thinker()).params.reasoning).toEqual(off);
    }
  });

  it('has no limit in tokens where it takes none', () => {
    const fits = fit({ reasoning: { max_tokens: 2000, exclude: true } }, thinker({ takesMaxTokens: false }));
    expect(fits.params.reasoning).toEqual({ enabled: true, exclude: true });
    expect(fits.notes[0]).toMatchObject({ name: 'reasoning', value: { max_tokens: 2000, exclude: true } });
  });

  it('is not asked for by an empty wish', () => {
    expect(fit({ reasoning: {} }, thinker())).toEqual({ params: {}, notes: [] });
  });
});

describe('the length of an answer', () => {
  it('is its own and that of the thoughts, where nobody set it', () => {
    expect(fit({ reasoning: { max_tokens: 4000 } }, thinker()).params.max_tokens).toBe(5000);
    expect(fit({ reasoning: { effort: 'high' } }, thinker()).params.max_tokens).toBe(5000);
    expect(fit({ reasoning: { effort: 'low' } }, thinker()).params.max_tokens).toBe(2024);
    expect(fit({}, thinker({ isMandatory: true })).params.max_tokens).toBe(2024);
  });

  it('is left alone where nothing is thought', () => {
    for (const params of [{}, { reasoning: { effort: 'none' as const } }, { reasoning: { exclude: true } }])
      expect(fit(params, thinker())).toEqual({ params, notes: [] });
  });

  it('is never more than the model can write', () => {
    expect(fit({ max_tokens: 9000 }, aModel({ longestAnswerTokens: 4000 }))).toEqual({
      params: { max_tokens: 4000 },
      notes: [{ name: 'max_tokens', value: 9000, why: 'some/model writes 4000 tokens at most.' }],
    });
    expect(fit({}, aModel({ longestAnswerTokens: 500 })).params).toEqual({ max_tokens: 500 });
  });

  it('that somebody set is not exceeded by thoughts that somebody else wants', () => {
    const fits = fit({ max_tokens: 3000, reasoning: { max_tokens: 8000 } }, thinker());
    expect(fits.params).toEqual({ max_tokens: 3000, reasoning: { max_tokens: 2400 } });
    expect(fit({ max_tokens: 800, reasoning: { max_tokens: 8000 } }, thinker()).params).toEqual({
      max_tokens: 800,
      reasoning: { enabled: true },
    });
  });
});

describe('Claude', () => {
  const claude = thinker({}, { id: 'anthropic/claude-sonnet-4.5' });

  it('thinks at a temperature of 1, whatever was set', () => {
    const { params, notes } = fit(
      { temperature: 0.3, top_k: 4, max_tokens: 9000, reasoning: { effort: 'low' } },
      claude,
    );
    expect(params).toEqual({ temperature: 1, max_tokens: 9000, reasoning: { effort: 'low' } });
    expect(notes.map(({ name, value }) => [name, value])).toEqual([['temperature', 0.3], ['top_k', 4]]); // prettier-ignore
  });

  it('has whatever temperature was set while it does not think', () => {
    expect(fit({ temperature: 0.3 }, claude)).toEqual({ params: { temperature: 0.3 }, notes: [] });
  });

  it('has none at all where it refuses it', () => {
    const newer = knowing(['max_tokens', 'reasoning'], { id: 'anthropic/claude-opus-4.7', reasoning: thinking });
    expect(fit({ temperature: 0.3, reasoning: { effort: 'high' } }, newer).params).not.toHaveProperty('temperature');
  });
});

it('is valid for whatever model and whatever was set, and the thoughts are never all of it', () => {
  const anyParams = fc.record(
    {
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      max_tokens: fc.integer({ min: 1, max: 50_000 }),
      reasoning: fc.oneof(
        fc.record({ effort: fc.constantFrom(...efforts) }),
        fc.record({ max_tokens: fc.integer({ min: 1024, max: 32_000 }) }),
        fc.record({ enabled: fc.boolean(), exclude: fc.boolean() }),
      ),
    },
    { requiredKeys: [] },
  );
  const anyModel = fc.record({
    id: fc.constantFrom('some/model', 'anthropic/claude-opus-4.5', 'openai/o3', 'some/model:thinking'),
    longestAnswerTokens: fc.option(fc.integer({ min: 1, max: 64_000 })),
    supportedParameters: fc.option(fc.subarray(['temperature', 'reasoning', 'max_tokens'])),
    reasoning: fc.option(
      fc.record({
        efforts: fc.option(fc.subarray([...efforts])),
        defaultEffort: fc.option(fc.constantFrom(...efforts)),
        isMandatory: fc.boolean(),
        takesMaxTokens: fc.boolean(),
      }),
    ),
  });
  fc.assert(
    fc.property(anyParams, anyModel, (params, model) => {
      const { params: sent } = fit(params, aModel(model));
      expect(paramsSchema.safeParse(sent).success).toBe(true);
      expect(sent.max_tokens ?? room.answerTokens).toBeLessThanOrEqual(model.longestAnswerTokens ?? Infinity);
    }),
    { seed: 1815, numRuns: 2000 },
  );
});
