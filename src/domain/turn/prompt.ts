/** A named piece of the prompt. The name says what it is for; the text is what the model reads. */
export type PromptPart = { readonly name: string; readonly text: string };

/** One earlier line, from the model's side. */
export type PromptLine = { readonly role: 'user' | 'assistant'; readonly text: string };

/** What a model is asked: what is constant, what was said, and the message with what belongs to it alone. */
export type Prompt = {
  readonly system: readonly PromptPart[];
  readonly history: readonly PromptLine[];
  readonly turn: readonly PromptPart[];
};

export type ChatMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

/** The prompt as chat messages. Stable parts come first, so that a provider's prefix cache can hold them. */
export function render({ system, history, turn }: Prompt): ChatMessage[] {
  return [
    { role: 'system', content: texts(system) },
    ...history.map(({ role, text }) => ({ role, content: text })),
    { role: 'user', content: texts(turn) },
  ];
}

const texts = (parts: readonly PromptPart[]) => parts.map(({ text }) => text).join('\n\n');

/** The text of a part, or undefined when the prompt has none of that name. */
export const partOf = (prompt: Prompt, name: string): string | undefined =>
  [...prompt.system, ...prompt.turn].find(part => part.name === name)?.text;
