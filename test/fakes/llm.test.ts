import { describe, expect, it } from 'vitest';
import { llmContract } from '../contracts/llm.js';
import { anLlmFailure, anLlmRequest } from '../support/builders.js';
import { fakeLlm, silence } from './llm.js';

llmContract(() => {
  const failing = fakeLlm(anLlmFailure('rate-limit'));
  const call = { id: 'call-1', name: 'recall', argument: '{}' };
  const calls = { text: '', calls: [call], finish: 'tools' } as const;
  return {
    calling: fakeLlm(calls, 'Black.'),
    drawing: fakeLlm({ pictures: [{ type: 'image/png', bytes: new Uint8Array([1]) }] }),
    llm: fakeLlm(' Always,\n as ever. '),
    failing: { llm: failing, asked: () => failing.requests.length },
    silent: fakeLlm(silence),
  };
});

describe('a fake llm', () => {
  it('follows its script and repeats the last step', async () => {
    const llm = fakeLlm('One.', anLlmFailure(), { text: 'Three.', finish: 'length' });
    expect(await llm.complete(anLlmRequest())).toMatchObject({ text: 'One.', finish: 'stop' });
    await expect(llm.complete(anLlmRequest())).rejects.toMatchObject({ facts: { failure: 'overloaded' } });
    expect(await llm.complete(anLlmRequest())).toMatchObject({ text: 'Three.', finish: 'length' });
    expect(await llm.complete(anLlmRequest())).toMatchObject({ text: 'Three.' });
  });

  it('records what it was asked', async () => {
    const llm = fakeLlm();
    await llm.complete(anLlmRequest({ model: 'first' }));
    await llm.complete(anLlmRequest({ model: 'second' }));
    expect(llm.requests.map(({ model }) => model)).toEqual(['first', 'second']);
  });
});
