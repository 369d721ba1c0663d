import type { ToolCall } from './tool.js';

/** A named piece of the prompt. The name says what it is for; the text is what the model reads. */
export type PromptPart = { readonly name: string; readonly text: string };

/** One earlier line, from the model's side. */
export type PromptLine = { readonly role: 'user' | 'assistant'; readonly text: string };

/** A picture as a model sees it. */
export type SeenPicture = { readonly type: string; readonly bytes: Uint8Array };

/** What a model wanted tools for in the middle of its answer, and what they said. */
export type Exchange = {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** In the provider's own form, and given back as it came. */
  readonly reasoning: readonly unknown[];
  readonly results: readonly { readonly callId: string; readonly text: string }[];
};

/** What a model is asked: what is constant, what was said, and the message with what belongs to it alone. */
export type Prompt = {
  readonly system: readonly PromptPart[];
  readonly history: readonly PromptLine[];
  readonly turn: readonly PromptPart[];
  readonly pictures?: readonly SeenPicture[];
  readonly exchanges?: readonly Exchange[];
};

export type ChatMessage =
  | {
      readonly role: 'system' | 'user' | 'assistant';
      readonly content: string;
      readonly pictures?: readonly SeenPicture[];
      readonly calls?: readonly ToolCall[];
      readonly reasoning?: readonly unknown[];
      /** Up to its end the prompt stays the same for a while, so a provider may keep it. */
      readonly endsSteady?: true;
    }
  | { readonly role: 'tool'; readonly callId: string; readonly content: string };

/** The prompt as chat messages. Stable parts come first, so that a provider's prefix cache can hold them. */
export function render({ system, history, turn, pictures = [], exchanges = [] }: Prompt): ChatMessage[] {
  return [
    { role: 'system', content: texts(system), endsSteady: true },
    ...history.map(({ role, text }, index): ChatMessage => ({
      role,
      content: text,
      ...(index === history.length - 1 && { endsSteady: true }),
    })),
    { role: 'user', content: texts(turn), ...(pictures.length > 0 && { pictures }) },
    ...exchanges.flatMap(messagesOf),
  ];
}

const messagesOf = ({ text, calls, reasoning, results }: Exchange): ChatMessage[] => [
  { role: 'assistant', content: text, calls, ...(reasoning.length > 0 && { reasoning }) },
  ...results.map(({ callId, text: content }): ChatMessage => ({ role: 'tool', callId, content })),
];

const texts = (parts: readonly PromptPart[]) => parts.map(({ text }) => text).join('\n\n');

/** The text of a part, or undefined when the prompt has none of that name. */
export const partOf = (prompt: Prompt, name: string): string | undefined =>
  [...prompt.system, ...prompt.turn].find(part => part.name === name)?.text;
