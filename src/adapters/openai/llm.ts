import { createParser } from 'eventsource-parser';
import { addressBelow } from '../../domain/text/address.js';
import type { Egress, EgressResponse } from '../../ports/egress.js';
import type { Draft, Llm, LlmOptions, LlmRequest } from '../../ports/llm.js';
import { brokenAnswer, failureOf, withKind } from './failure.js';
import { keyless, withoutKey } from './keyless.js';
import { errorDetail, finishOf, generationIdIn, parseChunk, requestBody, spentOf, type Chunk } from './wire.js';

export type Endpoint = {
  readonly provider: string;
  readonly url: string;
  readonly defaultModel: string;
};

const deadlineMs = 180_000;
const idleMs = 60_000;
const longestAnswerBytes = 8 * 1024 * 1024;
const longestErrorBytes = 64 * 1024;
/** What a failure inside a stream counts as when it has no number of its own. */
const badGateway = 502;

/** Any service that speaks OpenAI's chat completions: OpenRouter, Ollama, llama.cpp, LM Studio, vLLM. */
export function openAiLlm(egress: Egress, endpoint: Endpoint): Llm {
  return {
    provider: endpoint.provider,
    defaultModel: endpoint.defaultModel,
    async complete(request, options = {}) {
      try {
        return await ask(egress, endpoint, request, options);
      } catch (error) {
        throw options.signal?.aborted === true ? error : withKind(error);
      }
    },
  };
}

async function ask(egress: Egress, endpoint: Endpoint, request: LlmRequest, options: LlmOptions): Promise<Draft> {
  const response = await post(egress, endpoint, request, options);
  if (response.status === 200) return readStream(endpoint, response, request, options);
  const detail = errorDetail(await textOf(response, longestErrorBytes));
  throw failureOf(endpoint.provider, response.status, withoutKey(detail, request.key));
}

const post = (egress: Egress, { url }: Endpoint, request: LlmRequest, { signal }: LlmOptions) =>
  egress.request({
    url: addressBelow(url, 'chat/completions'),
    trust: 'operator',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(request.key === null ? {} : { authorization: `Bearer ${request.key.reveal()}` }),
    },
    body: requestBody(request),
    deadlineMs,
    idleMs,
    maxBytes: longestAnswerBytes,
    ...(signal === undefined ? {} : { signal }),
  });

async function readStream(
  { provider }: Endpoint,
  response: EgressResponse,
  request: LlmRequest,
  { onText, onGeneration }: LlmOptions,
): Promise<Draft> {
  const clean = (text: string) => withoutKey(text, request.key);
  const shown = keyless(request.key, text => onText?.(text));
  const chunks: Chunk[] = [];
  const ids: string[] = [];
  const note = (text: string | null | undefined) => {
    const id = generationIdIn(clean(text ?? ''));
    if (id !== undefined && ids.push(id) === 1) onGeneration?.(id);
  };
  const parser = createParser({
    onEvent: ({ data }) => {
      const chunk = parseChunk(data);
      if (chunk === undefined) return;
      note(chunk.id);
      chunks.push(chunk);
    },
  });
  note(response.headers['x-generation-id']);
  const decoder = new TextDecoder();
  let seen = 0;
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    for (const chunk of chunks.slice(seen)) {
      if (chunk.error)
        throw failureOf(
          provider,
          Number(chunk.error.code) || badGateway,
          clean(chunk.error.message ?? ''),
          begunIn(chunks),
        );
      shown.add(textIn(chunk));
    }
    seen = chunks.length;
  }
  shown.end();
  return { ...draftOf(provider, chunks, request, clean), generationId: ids[0] ?? null };
}

function draftOf(
  provider: string,
  chunks: readonly Chunk[],
  request: LlmRequest,
  clean: (text: string) => string,
): Omit<Draft, 'generationId'> {
  const reason = chunks.findLast(chunk => chunk.choices?.[0]?.finish_reason)?.choices?.[0]?.finish_reason;
  if (reason === undefined || reason === null) throw brokenAnswer(provider, 'broke off in the middle of its answer');
  if (reason === 'error') throw failureOf(provider, badGateway, '', begunIn(chunks));
  const text = clean(chunks.map(textIn).join(''));
  return {
    text,
    reasoning: clean(chunks.map(thoughtIn).join('')),
    model: clean(chunks.find(chunk => chunk.model)?.model ?? request.model),
    finish: finishOf(reason),
    spent: spentOf(chunks.findLast(chunk => chunk.usage)?.usage ?? null, request, text),
  };
}

const textIn = (chunk: Chunk) => chunk.choices?.[0]?.delta?.content ?? '';

const thoughtIn = (chunk: Chunk) =>
  chunk.choices?.[0]?.delta?.reasoning ?? chunk.choices?.[0]?.delta?.reasoning_content ?? '';

/** Whether anything was written. */
const begunIn = (chunks: readonly Chunk[]) =>
  chunks.some(chunk => textIn(chunk) + thoughtIn(chunk) !== '') ? ({ begun: true } as const) : {};

async function textOf(response: EgressResponse, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > most) break;
  }
  response.cancel();
  return text.slice(0, most);
}
