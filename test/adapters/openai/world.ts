import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { httpEgress } from '../../../src/adapters/http/egress.js';
import { openAiLlm, type Endpoint } from '../../../src/adapters/openai/llm.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import type { LlmOptions, LlmRequest } from '../../../src/ports/llm.js';
import { fakeClock, type FakeClock } from '../../fakes/clock.js';
import { certificate, fakeProvider, secureProvider, type Act, type FakeProvider } from '../../fakes/provider.js';
import { anLlmRequest } from '../../support/builders.js';

export const key = 'sk-or-v1-0123456789abcdef0123456789abcdef';

export const asking = (fields: Partial<LlmRequest> = {}): LlmRequest =>
  anLlmRequest({ key: new Secret(key), ...fields });

/** A service that follows a script, and the way to it. */
export const open = async (...script: readonly Act[]) => between(await fakeProvider(...script));

/** The same, as a service that is not OpenRouter. */
export const openPlain = async (...script: readonly Act[]) =>
  between(await fakeProvider(...script), 'openai-compatible');

/** The same behind TLS. */
export const openSecure = async (...script: readonly Act[]) => between(await secureProvider(...script));

function between(provider: FakeProvider, name = 'openrouter') {
  const { clock, read } = watched(fakeClock());
  const machine = { clock, egress: httpEgress({ clock, ca: certificate(), lookup: async () => ['127.0.0.1'] }) };
  const endpoint: Endpoint = { provider: name, url: provider.url, defaultModel: 'some/model' };
  const close = async () => {
    await provider.close();
    await machine.egress[Symbol.asyncDispose]();
  };
  onTestFinished(close);
  return { provider, clock, read, machine, endpoint, llm: openAiLlm(machine, endpoint), close };
}

/** A clock, and when the time was asked next, as it is with each piece that is read. */
function watched(clock: FakeClock) {
  let asked = Promise.withResolvers<void>();
  const monotonic = () => {
    asked.resolve();
    asked = Promise.withResolvers();
    return clock.monotonic();
  };
  return { clock: { ...clock, monotonic }, read: () => asked.promise };
}

/** What came of a request: the draft or the failure, what was shown until then, and how often the service was asked. */
export async function outcome(
  { llm, provider }: Pick<Awaited<ReturnType<typeof open>>, 'llm' | 'provider'>,
  request: LlmRequest = asking(),
  options: LlmOptions = {},
) {
  const pieces: string[] = [];
  const came = await llm.complete(request, { onText: piece => pieces.push(piece), ...options }).then(
    draft => ({ draft, failure: undefined }),
    (failure: unknown) => ({ draft: undefined, failure }),
  );
  return { ...came, shown: pieces.join(''), asked: provider.requests.length };
}

/** A transcript from test/fixtures. */
export const transcript = (path: string): string =>
  readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8');
