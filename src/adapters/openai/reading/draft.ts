import type { SeenPicture } from '../../../domain/calling/prompt.js';
import type { ToolCall } from '../../../domain/calling/tool.js';
import type { Draft, LlmRequest } from '../../../ports/llm.js';
import { withoutKey, withoutKeyIn } from '../keyless.js';
import { finishOf } from '../wire/finish.js';
import { spentOf, type Usage } from '../wire/usage.js';

/** All that was heard of an answer, in the provider's words. */
export type Heard = {
  readonly text: string;
  readonly thought: string;
  readonly details: readonly unknown[];
  readonly calls: readonly ToolCall[];
  readonly pictures: readonly SeenPicture[];
  /** The model said that it will not. */
  readonly declined: boolean;
  readonly id: string | null;
  readonly model: string | null;
  readonly upstream: string | null;
  readonly finish: string | null;
  readonly usage: Usage | null;
};

const longestName = 200;
const longestUpstream = 100;

/** What was heard, without the key in any of it. */
export function draftOf(heard: Heard, request: LlmRequest): Draft {
  const clean = (text: string) => withoutKey(text, request.key);
  const text = clean(heard.text);
  const reasoning = clean(heard.thought);
  const calls = heard.calls.map(({ id, name, argument }) => ({ id: clean(id), name: clean(name), argument: clean(argument) })); // prettier-ignore
  const written = [text, reasoning, ...calls.map(({ argument }) => argument)].join('');
  return {
    text,
    reasoning,
    reasoningDetails: heard.details.map(detail => withoutKeyIn(detail, request.key)),
    pictures: heard.pictures,
    calls,
    model: clean(heard.model ?? request.model).slice(0, longestName),
    upstream: heard.upstream === null ? null : clean(heard.upstream).slice(0, longestUpstream),
    finish: endOf(heard),
    generationId: heard.id,
    spent: spentOf(heard.usage, request, written),
  };
}

/** Some services end with calls and say that they just stopped. */
function endOf({ finish, text, declined, calls }: Heard): Draft['finish'] {
  if (declined && text === '') return 'filtered';
  const end = finishOf(finish ?? '');
  return end === 'stop' && calls.length > 0 ? 'tools' : end;
}
