import type { ChatMessage, SeenPicture } from '../../../domain/calling/prompt.js';
import type { ToolCall } from '../../../domain/calling/tool.js';
import { parsedJson } from '../../../domain/text/json.js';
import { mostBreakpoints, type Dialect } from './dialect.js';

type Spoken = Exclude<ChatMessage, { role: 'tool' }>;

/** What was said, as the service wants to be told. What has no text, picture or call in it would be refused. */
export function wireMessages(messages: readonly ChatMessage[], dialect: Dialect, model: string): object[] {
  const marked = breakpoints(messages, dialect, model);
  return messages
    .filter(message => message.role !== 'system' || message.content !== '')
    .map(message => (message.role === 'tool' ? resultOf(message) : spoken(message, dialect, marked.has(message))));
}

/** The first place, which holds for longest, and the last ones. */
function breakpoints(messages: readonly ChatMessage[], { marksSteady }: Dialect, model: string) {
  if (!marksSteady(model)) return new Set<ChatMessage>();
  const steady = messages.filter(message => message.role !== 'tool' && message.endsSteady && message.content !== '');
  return new Set([...steady.slice(0, 1), ...steady.slice(1).slice(1 - mostBreakpoints)]);
}

const resultOf = ({ callId, content }: Extract<ChatMessage, { role: 'tool' }>) => ({
  role: 'tool',
  tool_call_id: callId,
  content,
});

function spoken({ role, content, pictures = [], calls = [], reasoning }: Spoken, dialect: Dialect, isMarked: boolean) {
  const isSimple = pictures.length === 0 && !isMarked;
  return {
    role,
    content: isSimple ? textOrNothing(content, calls) : partsOf(content, pictures, isMarked),
    ...(calls.length > 0 && { tool_calls: calls.map(wireCall) }),
    ...(reasoning !== undefined && dialect.isRouted && { reasoning_details: reasoning }),
  };
}

const textOrNothing = (text: string, calls: readonly ToolCall[]) => (text === '' && calls.length > 0 ? null : text);

const partsOf = (text: string, pictures: readonly SeenPicture[], isMarked: boolean) => [
  ...(text === '' ? [] : [{ type: 'text', text, ...(isMarked && { cache_control: { type: 'ephemeral' } }) }]),
  ...pictures.map(picture => ({ type: 'image_url', image_url: { url: dataUrl(picture) } })),
];

const dataUrl = ({ type, bytes }: SeenPicture) => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

/** What a model passed to a tool may be no JSON at all, and then nobody would take it back. */
const wireCall = ({ id, name, argument }: ToolCall) => ({
  id,
  type: 'function',
  function: { name, arguments: parsedJson(argument) === undefined ? '{}' : argument },
});
