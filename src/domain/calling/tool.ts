/** Something a model may ask for in the middle of its answer. */
export type Tool = {
  readonly name: string;
  readonly description: string;
  /** What it takes, as a JSON schema. */
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** A model asks for a tool. What it passes is its own text: mostly JSON, and never to be trusted. */
export type ToolCall = { readonly id: string; readonly name: string; readonly argument: string };
