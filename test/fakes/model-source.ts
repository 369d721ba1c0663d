import type { Model } from '../../src/domain/catalogue/model.js';
import { TzurotError } from '../../src/domain/errors.js';
import type { ModelSource } from '../../src/ports/model-source.js';

/** A list, a failure, or what works one out. */
export type ListStep = readonly Model[] | Error | (() => Promise<readonly Model[]>);

export type FakeModelSource = ModelSource & { asked(): number };

/** A provider that follows a script and repeats its last step. */
export function fakeModelSource(...script: readonly ListStep[]): FakeModelSource {
  const questions: ListStep[] = [];
  return {
    asked: () => questions.length,
    async all() {
      const step = script[Math.min(questions.length, script.length - 1)] ?? [];
      questions.push(step);
      const models = typeof step === 'function' ? await step() : step;
      if (models instanceof Error) throw models;
      if (models.length === 0) throw nobodyLists();
      return models;
    },
  };
}

export const nobodyLists = (): TzurotError => new TzurotError('unavailable', 'Nobody lists any models.');
