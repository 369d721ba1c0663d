import type { Config } from '../config.js';
import { echoLlm } from '../adapters/echo/llm.js';
import { systemClock } from '../adapters/system/clock.js';
import { lazily } from '../domain/around.js';
import type { ServiceAddress } from '../domain/doctor/addresses.js';
import * as settings from '../domain/settings/actions.js';
import type { Operator } from '../domain/wallet/billing/operator.js';
import type { Provider } from '../domain/wallet/key.js';
import type { Proof } from '../domain/wallet/proof.js';
import type { Secret } from '../domain/wallet/secret.js';
import type { Clock } from '../ports/clock.js';
import type { Egress } from '../ports/egress.js';
import type { Generations } from '../ports/generations.js';
import type { KeyProbe } from '../ports/key-probe.js';
import type { Llm } from '../ports/llm.js';
import type { Llms } from '../ports/llms.js';
import type { Proxies } from '../ports/proxies.js';
import type { ModelSource } from '../ports/model-source.js';

/** The models that can be reached. Network code is loaded when one of them is asked for the first time. */
export function llmsOf({ services, operatorSettings }: Config, clock: Clock): Llms {
  const chosen = settings.modelOf({ operatorSettings });
  const remote = (provider: Provider, url: string, defaultModel: string): Llm => {
    const opened = lazily(async () => {
      const { openAiLlm } = await import('../adapters/openai/llm.js');
      return openAiLlm({ egress: await openEgress(), clock }, { provider, url, defaultModel });
    });
    return { provider, defaultModel, complete: async (...request) => (await opened()).complete(...request) };
  };
  const demo = echoLlm(clock);
  const endpoint = services.endpoint && remote('openai-compatible', services.endpoint.url, chosen ?? 'default');
  const openRouter = remote('openrouter', services.openRouter.url, chosen ?? 'openrouter/auto');
  return {
    of: host => (host === 'openrouter' ? openRouter : host === 'openai-compatible' ? (endpoint ?? demo) : demo),
  };
}

/** What the operator brought for everybody. */
export const operatorOf = ({ services }: Config): Operator => ({
  hasEndpoint: services.endpoint !== null,
  keyOf: host => {
    if (host === 'openai-compatible') return services.endpoint?.key ?? null;
    if (host === 'openrouter') return services.openRouter.key;
    return host === 'elevenlabs' ? services.elevenLabs.key : null;
  },
});

/** Every key of the operator's, whatever it is for. */
export const operatorKeysOf = ({ services: { endpoint, openRouter, elevenLabs, discord } }: Config): Secret[] => [
  ...[endpoint, openRouter, elevenLabs].flatMap(service => service?.key ?? []),
  ...(discord.token === null ? [] : [discord.token]),
];

/** Where each of them is asked. */
export const addressesOf = ({
  services: { endpoint, openRouter, elevenLabs, discord, pluralKit },
}: Config): ServiceAddress[] => [
  ...(endpoint === null ? [] : [{ name: 'Your own endpoint', url: endpoint.url, isOwn: true }]),
  { name: 'OpenRouter', url: openRouter.url, isOwn: false },
  { name: 'ElevenLabs', url: elevenLabs.url, isOwn: false },
  { name: 'Discord', url: discord.url, isOwn: false },
  { name: 'PluralKit', url: pluralKit.url, isOwn: false },
];

/** Asked seldom, so the network code is loaded when it is. */
export const modelSourceOf = ({ services }: Config, signal: AbortSignal): ModelSource => ({
  async all() {
    const { openRouterModels } = await import('../adapters/openrouter/models.js');
    return openRouterModels(await openEgress(), services.openRouter.url, signal).all();
  },
});

export const generationsOf = ({ services }: Config, signal: AbortSignal): Generations => ({
  async find(...asked) {
    const { openRouterGenerations } = await import('../adapters/openrouter/generations.js');
    return openRouterGenerations(await openEgress(), services.openRouter.url, signal).find(...asked);
  },
});

/** Who speaks through a proxy bot. Asked only where there is one. */
export const proxiesOf = ({ services }: Config, clock: Clock, signal: AbortSignal): Proxies => {
  const opened = lazily(async () => {
    const { pluralKit } = await import('../adapters/pluralkit/proxies.js');
    return pluralKit(await openEgress(), services.pluralKit.url, clock, signal);
  });
  return {
    knows: async accountId => (await opened()).knows(accountId),
    whoSaid: async messageId => (await opened()).whoSaid(messageId),
  };
};

/** The one way out of this process: whoever asks the same host shares its connections. */
export const openEgress: () => Promise<Egress> = lazily(async () => {
  const { httpEgress } = await import('../adapters/http/egress.js');
  return httpEgress({ clock: systemClock() });
});

/** Asks each provider in its own way. Network code is loaded with the first question. */
export const keyProbeOf = (config: Config): KeyProbe => ({
  async prove(provider, key) {
    const probes = await probesOf(config);
    return probes[provider](key);
  },
});

type Probes = Readonly<Record<Provider, (key: Secret) => Promise<Proof>>>;

async function probesOf({ services }: Config): Promise<Probes> {
  const [egress, { openRouterKeyProbe }, { elevenLabsKeyProbe }, { openAiKeyProbe }] = await Promise.all([
    openEgress(),
    import('../adapters/openrouter/key-probe.js'),
    import('../adapters/elevenlabs/key-probe.js'),
    import('../adapters/openai/key-probe.js'),
  ]);
  return {
    openrouter: openRouterKeyProbe(egress, services.openRouter.url),
    elevenlabs: elevenLabsKeyProbe(egress, services.elevenLabs.url),
    'openai-compatible': openAiKeyProbe(egress, services.endpoint?.url ?? ''),
  };
}
