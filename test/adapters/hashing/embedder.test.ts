import { describe, expect, it } from 'vitest';
import { hashingEmbedder } from '../../../src/adapters/hashing/embedder.js';
import { embedderContract, likeness } from '../../contracts/embedder.js';

embedderContract(() => ({ embedder: hashingEmbedder() }));

const likenessOf = async (one: string, other: string) => {
  const { vectors } = await hashingEmbedder().embed([one, other], { key: null, routing: null });
  return likeness(vectors[0], vectors[1]);
};

describe('vectors without a model', () => {
  it('cost nothing', async () => {
    const { spent } = await hashingEmbedder().embed(['tea'], { key: null, routing: null });
    expect(spent).toMatchObject({ costNanoUsd: 0, tokensIn: 0, estimated: false });
  });

  it('are nearer to texts with the same words than to others', async () => {
    const same = await likenessOf('The black cat likes green tea.', 'Green tea is what the cat likes.');
    const other = await likenessOf('The black cat likes green tea.', 'We sailed from the harbour at noon.');
    expect(same).toBeGreaterThan(other + 0.3);
  });

  it('know related forms of a word', async () => {
    expect(await likenessOf('kettles', 'kettle')).toBeGreaterThan((await likenessOf('kettles', 'lantern')) + 0.3);
  });

  it('do not care about case or spelling of letters', async () => {
    expect(await likenessOf('ＴＥＡ at Noon', 'tea AT noon')).toBeCloseTo(1, 6);
  });

  it('are the same for ever', async () => {
    const { vectors } = await hashingEmbedder().embed(['The cat likes tea.'], { key: null, routing: null });
    const heavy = Array.from(vectors[0] ?? []).flatMap((each, place) => (Math.abs(each) > 0.25 ? [place] : []));
    expect(heavy).toEqual([48, 56, 165, 240]);
  });
});
