import type { Clock } from '../../ports/clock.js';
import type { EgressResponse } from '../../ports/egress.js';
import type { Draft, Llm, LlmOptions, LlmRequest } from '../../ports/llm.js';
import { brokenAnswer, failureOf, late, withKind, type Begun } from './failing/failure.js';
import { post, type Machine, type Service } from './post.js';
import { answerTo, type Answer } from './reading/answer.js';
import { read } from './reading/read.js';
import type { Chunk } from './wire/chunk.js';
import { requestBody } from './wire/request.js';

export type Endpoint = Service & { readonly defaultModel: string };

const longestMs = 180_000;
const idleMs = 60_000;
/** A service may say for so long that it is still there, and nothing else. */
const longestWaitMs = 120_000;
const longestAnswerBytes = 8 * 1024 * 1024;

/** Any service that speaks OpenAI's chat completions: OpenRouter, Ollama, llama.cpp, LM Studio, vLLM. */
export function openAiLlm(machine: Machine, endpoint: Endpoint): Llm {
  const { clock } = machine;
  return {
    provider: endpoint.provider,
    defaultModel: endpoint.defaultModel,
    async complete(request, options = {}) {
      const answer = answerTo(request, options);
      try {
        const response = await ask(machine, endpoint, request, options);
        answer.note(response.headers['x-generation-id']);
        const { provider } = endpoint;
        await read(response, filling(answer, response, { provider, request, clock }), {
          clock,
          patienceMs: request.isStreamed ? longestWaitMs : Infinity,
          isEnough: () => answer.finish() !== null && options.signal?.aborted !== true,
          isLate: () => late(provider, `said nothing but that it is there for ${longestWaitMs / 1000} s`),
        });
        answer.end();
        return wholeOf(provider, answer);
      } catch (error) {
        throw options.signal?.aborted === true ? error : withKind(error, begunOf(answer));
      }
    },
  };
}

const ask = (machine: Machine, endpoint: Endpoint, request: LlmRequest, { signal, deadlineMs }: LlmOptions) =>
  post(
    machine,
    endpoint,
    {
      path: 'chat/completions',
      accept: request.isStreamed ? 'text/event-stream' : 'application/json',
      body: requestBody(endpoint.provider, request),
      key: request.key,
      deadlineMs: Math.min(longestMs, deadlineMs ?? longestMs),
      maxBytes: longestAnswerBytes,
      ...(request.isStreamed && { idleMs }),
    },
    signal,
  );

type Asked = { readonly provider: string; readonly request: LlmRequest; readonly clock: Clock };

/** Fills the answer from what arrives. */
function filling(answer: Answer, response: EgressResponse, { provider, request, clock }: Asked) {
  return (chunk: Chunk): void => {
    if (chunk.error === null) return answer.add(chunk);
    const { headers } = response;
    const refusal = { said: chunk.error, status: null, headers, key: request.key, now: clock.now() };
    throw failureOf(provider, refusal);
  };
}

function wholeOf(provider: string, answer: Answer): Draft {
  const finish = answer.finish();
  if (finish === 'error') throw brokenAnswer(provider, 'failed in the middle of its answer');
  if (finish !== null) return answer.draft();
  throw brokenAnswer(
    provider,
    answer.hasBegun() ? 'broke off in the middle of its answer' : 'gave an answer that is none, or broke off',
  );
}

const begunOf = (answer: Answer): Begun => (answer.hasBegun() ? { begun: true } : {});
