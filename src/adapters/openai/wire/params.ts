import type { Routing } from '../../../domain/calling/routing.js';
import type { LlmRequest } from '../../../ports/llm.js';
import { routedOnly, type Dialect } from './dialect.js';
import { routed } from './routed.js';

type Fields = Readonly<Record<string, unknown>>;

/** What was set, in the words of the service. */
export function paramsFor(dialect: Dialect, { params, routing }: Pick<LlmRequest, 'params' | 'routing'>): Fields {
  const { max_tokens, ...rest }: Fields = params;
  return {
    ...(dialect.isRouted ? routedFields(rest, routing) : plainFields(rest)),
    ...(max_tokens !== undefined && { [dialect.longestAnswer]: max_tokens }),
  };
}

function routedFields({ provider, ...rest }: Fields, routing: Routing | null): Fields {
  const merged = routed(provider, routing);
  return { ...rest, ...(merged !== undefined && { provider: merged }) };
}

function plainFields(fields: Fields): Fields {
  const { reasoning, ...rest } = fields;
  const effort = isFields(reasoning) ? reasoning['effort'] : undefined;
  const known = Object.entries(rest).filter(([name]) => !unknown.has(name));
  return { ...Object.fromEntries(known), ...(typeof effort === 'string' && { reasoning_effort: effort }) };
}

const unknown: ReadonlySet<string> = new Set(routedOnly);

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
