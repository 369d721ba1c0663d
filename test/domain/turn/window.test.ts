import { describe, expect, it } from 'vitest';
import { gptTokenizer } from '../../../src/adapters/tokenizer/tokenizer.js';
import { tokensOf } from '../../../src/domain/calling/size.js';
import type { Seed } from '../../contracts/stores.js';
import { fakeLlm } from '../../fakes/llm.js';
import { aMemory, anAttachment, aPersona, aPersonality, aVenue, after } from '../../support/builders.js';
import { aWorld, refusal, say } from './world.js';

const hall = aVenue({ kind: 'guild' });
const open: Seed = ({ personalities }) => personalities.update(aPersonality({ isPublic: true }));
const by = (userId: string, id: string, text: string) => ({ id, text: `@lilith ${text}`, venue: hall, author: { userId, accountId: userId, name: userId, kind: 'person' as const } }); // prettier-ignore

/** Of these every byte is a token, or nearly. */
const dense = ['𒀀𒁀𒂀', '~q!X^7', 'ꀀꁀꂀ', 'The lantern. '];
const answerTokens = 100;

describe.each([1000, 1500, 4000, 32_000])(
  'what is sent to a model that reads %i tokens is no more than that',
  contextTokens => {
    const settings = {
      'llm.contextTokens': { state: 'value', value: contextTokens },
      'llm.maxTokens': { state: 'value', value: answerTokens },
    } as const;

    it.each(dense)('however dense the texts are: %s', async piece => {
      const remembered: Seed = async ({ memories }) => {
        for (const at of Array(10).keys()) {
          await memories.add(aMemory({ id: `m${at}`, text: `lantern ${at} ${piece.repeat(60)}`, venue: hall, saidAt: after(-99_999) })); // prettier-ignore
        }
      };
      const world = { ...(await aWorld({ seeds: [open, remembered], settings, llm: { ...fakeLlm(), provider: 'built-in' } })), tokenizer: gptTokenizer() }; // prettier-ignore
      const count = await world.tokenizer.load();
      for (const turn of Array(30).keys()) {
        const text = `lantern ${turn} ${piece.repeat(((turn * 37) % 100) * (contextTokens / 4000))}`;
        await world.clock.advance(60_000);
        await refusal(say(world, by(turn % 3 === 0 ? 'bob' : 'ada', `t${turn}`, text)));
      }
      expect(world.llm.requests.length).toBeGreaterThan(10);
      for (const { prompt } of world.llm.requests) {
        expect(tokensOf(prompt, count) + answerTokens).toBeLessThanOrEqual(contextTokens);
      }
    });
  },
);

it('nobody keeps a personality from answering others with what they say about themselves', async () => {
  const about: Seed = async ({ users }) => {
    for (const userId of ['bob', 'mallory'])
      await users.putPersona(aPersona({ userId, about: 'ꀀ'.repeat(50_000), isDefault: true }));
  };
  const settings = { 'llm.contextTokens': { state: 'value', value: 8000 } } as const;
  const world = { ...(await aWorld({ seeds: [open, about], settings, llm: { ...fakeLlm(), provider: 'built-in' } })), tokenizer: gptTokenizer() }; // prettier-ignore
  for (const userId of ['ada', 'bob', 'mallory']) await say(world, by(userId, userId, 'hello'));
  expect((await say(world, by('ada', 'again', 'hello'))).reply).toBe('Always.');
});

it('documents that are too much for a model are left out, and the message is answered', async () => {
  const settings = { 'llm.contextTokens': { state: 'value', value: 2000 } } as const;
  const world = { ...(await aWorld({ settings, llm: { ...fakeLlm(), provider: 'built-in' } })), tokenizer: gptTokenizer() }; // prettier-ignore
  const attachments = Array.from({ length: 10 }, () => anAttachment({ bytes: Buffer.from('𒀀'.repeat(20_000)) }));
  expect((await say(world, { attachments })).reply).toBe('Always.');
});
