import { TzurotError } from '../../domain/errors.js';
import { estimateTokens } from '../../domain/conversation/tokens.js';
import { parsedJson } from '../../domain/text/json.js';
import { nothingSpent } from '../../domain/usage/usage.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { EgressResponse } from '../../ports/egress.js';
import type { Embedded, Embedder, EmbedOptions } from '../../ports/embedder.js';
import { brokenAnswer, failureOf, withKind } from './failing/failure.js';
import { withoutKey } from './keyless.js';
import { post, type Machine, type Service } from './post.js';
import { textOf } from './reading/body.js';
import { embeddingBody, parseEmbeddings, type Embeddings } from './wire/embedding.js';
import { errorIn } from './wire/errors.js';
import { generationIdIn } from './wire/generation-id.js';
import { spentBy } from './wire/usage.js';

export type EmbeddingModel = Service & { readonly model: string; readonly dimensions: number };

const longestMs = 60_000;
const idleMs = 30_000;
const longestAnswerBytes = 32 * 1024 * 1024;
const mostTexts = 128;

/** Embeddings of OpenRouter, and of any service that speaks OpenAI's. */
export function openAiEmbedder(machine: Machine, endpoint: EmbeddingModel): Embedder {
  const { provider, model, dimensions } = endpoint;
  return {
    provider,
    model,
    space: `${provider}/${model}@${dimensions}`,
    dimensions,
    mostTexts,
    async embed(texts, options) {
      options.signal?.throwIfAborted();
      if (texts.length > mostTexts) throw tooMany(texts.length);
      if (texts.length === 0) return { vectors: [], spent: nothingSpent, generationId: null };
      try {
        return await embedded(machine, endpoint, texts, options);
      } catch (error) {
        throw options.signal?.aborted === true ? error : withKind(error);
      }
    },
  };
}

async function embedded(
  machine: Machine,
  endpoint: EmbeddingModel,
  texts: readonly string[],
  options: EmbedOptions,
): Promise<Embedded> {
  const { provider, model } = endpoint;
  const body = embeddingBody(provider, { model, texts, routing: options.routing });
  const response = await ask(machine, endpoint, body, options);
  const content = await textOf(response);
  const answer = parseEmbeddings(content, texts.length);
  if (answer === undefined) throw noVectors(machine, provider, response, content, options);
  checked(endpoint, answer);
  return {
    vectors: answer.vectors,
    spent: spentBy(answer.usage, { in: () => estimateTokens(texts.join(' ')), out: () => 0 }),
    generationId: idIn([response.headers['x-generation-id'] ?? '', answer.id], options.key),
  };
}

const idIn = (texts: readonly string[], key: Secret | null): string | null =>
  texts.flatMap(text => generationIdIn(withoutKey(text, key)) ?? [])[0] ?? null;

const ask = (machine: Machine, endpoint: EmbeddingModel, body: string, { key, deadlineMs, signal }: EmbedOptions) =>
  post(
    machine,
    endpoint,
    {
      path: 'embeddings',
      accept: 'application/json',
      body,
      key,
      deadlineMs: Math.min(longestMs, deadlineMs ?? longestMs),
      idleMs,
      maxBytes: longestAnswerBytes,
    },
    signal,
  );

/** A failure may come with a status that says that all is well. */
function noVectors(
  { clock }: Machine,
  provider: string,
  { headers }: EgressResponse,
  content: string,
  { key }: EmbedOptions,
): TzurotError {
  const said = errorIn(parsedJson(content));
  if (said !== undefined) return failureOf(provider, { said, status: null, headers, key, now: clock.now() });
  return brokenAnswer(provider, 'did not answer with one vector for each text');
}

/** Vectors of another length are of another space. */
function checked({ provider, model, dimensions }: EmbeddingModel, { vectors }: Embeddings): void {
  const other = vectors.find(({ length }) => length !== dimensions);
  if (other === undefined) return;
  throw new TzurotError(
    'invalid',
    `${provider} embeds with ${other.length} dimensions, and not with the ${dimensions} that ${model} was said to have. Say how many it has.`,
    { facts: { failure: 'bad-request' } },
  );
}

const tooMany = (count: number) =>
  new TzurotError('invalid', `These are ${count} texts at once. Embed at most ${mostTexts} at a time.`, {
    facts: { failure: 'bad-request' },
  });
