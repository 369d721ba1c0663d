import { render } from '../../../domain/calling/prompt.js';
import type { Tool } from '../../../domain/calling/tool.js';
import type { LlmRequest } from '../../../ports/llm.js';
import { dialectOf } from './dialect.js';
import { wireMessages } from './messages.js';
import { paramsFor } from './params.js';

/** What is sent: only what is set, and nothing about who asks. What we say ourselves no parameter can change. */
export function requestBody(provider: string, request: LlmRequest): string {
  const dialect = dialectOf(provider);
  const { model, prompt, tools = [], isStreamed } = request;
  return JSON.stringify({
    ...paramsFor(dialect, request),
    model,
    messages: wireMessages(render(prompt), dialect, model),
    ...(tools.length > 0 && { tools: tools.map(wireTool) }),
    stream: isStreamed,
    ...(isStreamed && dialect.asksForUsage && { stream_options: { include_usage: true } }),
  });
}

const wireTool = ({ name, description, parameters }: Tool) => ({
  type: 'function',
  function: { name, description, parameters },
});
