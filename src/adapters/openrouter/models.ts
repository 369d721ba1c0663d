import type { Egress } from '../../ports/egress.js';
import type { ModelSource } from '../../ports/model-source.js';
import { ask, refused, unreadable } from './ask.js';
import { parseModels } from './models-wire.js';

const deadlineMs = 5_000;
const longestListBytes = 16 * 1024 * 1024;

/** OpenRouter's list of models. It is public, so no key goes with the question. */
export function openRouterModels(egress: Egress, url: string, signal?: AbortSignal): ModelSource {
  const question = { deadlineMs, maxBytes: longestListBytes, ...(signal === undefined ? {} : { signal }) };
  return {
    async all() {
      const { status, content } = await ask(egress, url, 'models', question);
      if (status !== 200) throw refused(status);
      const models = parseModels(content) ?? [];
      if (models.length === 0) throw unreadable('not with a list of models');
      return models;
    },
  };
}
