import { expect, it } from 'vitest';
import { embedderContract } from '../contracts/embedder.js';
import { anLlmFailure } from '../support/builders.js';
import { fakeEmbedder } from './embedder.js';

embedderContract(() => {
  const embedder = fakeEmbedder();
  const failing = fakeEmbedder(anLlmFailure('rate-limit'));
  return {
    embedder,
    asked: () => embedder.requests.length,
    failing: { embedder: failing, asked: () => failing.requests.length },
    silent: fakeEmbedder('silent'),
  };
});

it('records what it was asked', async () => {
  const embedder = fakeEmbedder();
  await embedder.embed(['tea'], { key: null, routing: null });
  expect(embedder.requests).toEqual([['tea']]);
});
