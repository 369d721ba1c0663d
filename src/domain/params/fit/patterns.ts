/** What models of a name refuse, for where the list of models does not say what they take. */
export type Pattern = { readonly like: RegExp; readonly refuses: readonly string[] };

/** Whether a model is one of Claude’s, also under a name that always means the newest. */
export const isClaude = (modelId: string): boolean => /^~?anthropic\//.test(modelId);

const sampling = ['temperature', 'top_p', 'top_k'] as const;

export const patterns: readonly Pattern[] = [
  {
    like: /^~?anthropic\/claude-(?:opus-4\.[78]|(?:fable|haiku|opus|sonnet)-(?:[5-9]|latest))/,
    refuses: [...sampling, 'reasoning.max_tokens'],
  },
  {
    like: /^openai\/(?:o[134](?:-|$)|gpt-5(?:-mini|-nano|-pro)?(?::|$))/,
    refuses: [...sampling, 'frequency_penalty', 'presence_penalty', 'logit_bias', 'reasoning.max_tokens'],
  },
];
