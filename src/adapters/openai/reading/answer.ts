import type { Draft, LlmOptions, LlmRequest } from '../../../ports/llm.js';
import { keyless, withoutKey } from '../keyless.js';
import type { Chunk, WireMessage } from '../wire/chunk.js';
import { generationIdIn } from '../wire/generation-id.js';
import type { Usage } from '../wire/usage.js';
import { callsGathered } from './calls.js';
import { detailsGathered, wordsIn } from './details.js';
import { draftOf } from './draft.js';
import { picturesGathered } from './pictures.js';

/** An answer on its way. It keeps what is needed of each piece, and no piece. */
export type Answer = {
  note(id: string | undefined): void;
  add(chunk: Chunk): void;
  /** Nothing comes any more: what was held back is shown. */
  end(): void;
  /** Whether anything was written. */
  hasBegun(): boolean;
  /** Why it ended, in the provider's word. Null before it has. */
  finish(): string | null;
  draft(): Draft;
};

export function answerTo(request: LlmRequest, { onText, onGeneration }: LlmOptions): Answer {
  const shown = keyless(request.key, text => onText?.(text));
  const said = saying(shown.add);
  const facts: Facts = { id: null, model: null, upstream: null, finish: null, usage: null };
  const note = (text: string | null | undefined) => {
    const id = facts.id === null ? generationIdIn(withoutKey(text ?? '', request.key)) : undefined;
    if (id === undefined) return;
    facts.id = id;
    onGeneration?.(id);
  };
  return {
    note,
    add({ id, model, provider, choices, usage }) {
      note(id);
      facts.model ??= model ?? null;
      facts.upstream ??= provider ?? null;
      facts.usage = usage ?? facts.usage;
      const choice = choices?.[0];
      said.add(choice?.delta ?? choice?.message ?? {});
      facts.finish = choice?.finish_reason || facts.finish;
    },
    end: shown.end,
    hasBegun: said.hasBegun,
    finish: () => facts.finish,
    draft: () => draftOf({ ...said.all(), ...facts }, request),
  };
}

type Facts = {
  id: string | null;
  model: string | null;
  upstream: string | null;
  finish: string | null;
  usage: Usage | null;
};

/** What the model itself says, each kind of it put together from its pieces. */
function saying(show: (text: string) => void) {
  const [details, calls, pictures] = [detailsGathered(), callsGathered(), picturesGathered()];
  const words = { text: '', thought: '', declined: false };
  let hasBegun = false;
  return {
    add(message: WireMessage): void {
      const { content, refusal, reasoning_details, images, tool_calls } = message;
      hasBegun ||= isSomething(message);
      words.text += content ?? '';
      words.thought += thoughtIn(message);
      words.declined ||= (refusal ?? '') !== '';
      for (const detail of reasoning_details ?? []) details.add(detail);
      for (const image of images ?? []) pictures.add(image);
      for (const call of tool_calls ?? []) calls.add(call);
      show(content ?? '');
    },
    hasBegun: () => hasBegun,
    all: () => ({ ...words, details: details.all(), calls: calls.all(), pictures: pictures.all() }),
  };
}

const thoughtIn = ({ reasoning, reasoning_content, reasoning_details }: WireMessage): string =>
  reasoning || reasoning_content || (reasoning_details ?? []).map(wordsIn).join('');

const isSomething = (message: WireMessage): boolean =>
  (message.content ?? '') + thoughtIn(message) !== '' ||
  [message.tool_calls, message.images].some(some => (some?.length ?? 0) > 0);
