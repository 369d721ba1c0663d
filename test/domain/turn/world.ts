import { systemHash } from '../../../src/adapters/system/hash.js';
import { inTurn, shared, together } from '../../../src/domain/around.js';
import { lately } from '../../../src/domain/inbox/lately.js';
import type { WorkingPorts } from '../../../src/domain/inbox/working/actions.js';
import { limitsFrom, placesFor } from '../../../src/domain/calling/places.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { hear, type TurnPorts } from '../../../src/domain/turn/actions.js';
import type { Incoming } from '../../../src/domain/turn/incoming.js';
import type { Answer } from '../../../src/domain/turn/outcome.js';
import { settingKeys, type Saying, type SettingKey } from '../../../src/domain/settings/setting.js';
import { epochOf } from '../../../src/domain/wallet/master-key/actions.js';
import { keyringOf } from '../../../src/domain/wallet/keyring.js';
import { masterKeyOf } from '../../../src/domain/wallet/seal.js';
import { people, speakers, type Seed, type Stores } from '../../contracts/stores.js';
import { fakeChat, type FakeChat } from '../../fakes/chat.js';
import { fakeClock, type FakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeLlm, type FakeLlm } from '../../fakes/llm.js';
import { fakeGenerations, type FakeGenerations } from '../../fakes/generations.js';
import { fakeDocuments } from '../../fakes/documents.js';
import { fakeTokenizer } from '../../fakes/tokenizer.js';
import { fakeHiding } from '../../fakes/hiding.js';
import { fakeKeyProbe, type FakeKeyProbe } from '../../fakes/key-probe.js';
import { fakeModelShelf } from '../../fakes/model-shelf.js';
import { fakeModelSource } from '../../fakes/model-source.js';
import { fakeLog, type FakeLog } from '../../fakes/log.js';
import { fakeWorkers } from '../../fakes/workers.js';
import { fakeStores } from '../../fakes/stores.js';
import { anAccount, anIncoming, noon } from '../../support/builders.js';
import { aModel } from '../../support/models.js';

export type World = TurnPorts & WorkingPorts & Stores & { readonly llm: FakeLlm; readonly keyProbe: FakeKeyProbe; readonly chat: FakeChat; readonly clock: FakeClock; readonly log: FakeLog }; // prettier-ignore

type Wanted = {
  readonly llm?: FakeLlm;
  readonly chat?: FakeChat;
  /** The key of the home. Null: there is none. */
  readonly systemKey?: Secret | null;
  readonly generations?: FakeGenerations;
  readonly seeds?: readonly Seed[];
  /** What the operator wrote into the config file. */
  readonly settings?: Partial<Record<SettingKey, Saying>>;
};

/** Ada's home: she, bob and mallory, and lilith, who is hers. A model that says “Always.” */
export async function aWorld({
  llm = fakeLlm(),
  chat = fakeChat(),
  seeds = [],
  settings = {},
  systemKey = llm.provider === 'built-in' ? null : new Secret('sk-or-v1-of-the-home'),
  generations = fakeGenerations(),
}: Wanted = {}): Promise<World> {
  const stores = fakeStores();
  const masterKey = masterKeyOf(new Uint8Array(32).fill(1));
  await stores.keyEpochs.activate(epochOf(masterKey, noon));
  for (const seed of [people, speakers, ...seeds]) await seed(stores);
  const operatorSettings = {
    environment: new Map(),
    file: new Map(settingKeys.flatMap(key => (settings[key] === undefined ? [] : [[key, settings[key]]]))),
  };
  return {
    ...stores,
    llm,
    llms: { of: () => llm },
    operator: { hasEndpoint: false, keyOf: host => (host === 'openrouter' ? systemKey : null) },
    keyProbe: fakeKeyProbe(),
    hiding: fakeHiding(),
    ownEndpoint: null,
    modelSource: fakeModelSource([]),
    modelShelf: fakeModelShelf({ models: [aModel({ id: 'fake/model' })], at: noon }),
    asking: shared(),
    places: placesFor(limitsFrom(operatorSettings)),
    calls: together(),
    answering: together(),
    delivering: inTurn(),
    lately: lately(),
    generations,
    aside: (_, work) => void work(new AbortController().signal).catch(() => {}),
    tokenizer: fakeTokenizer(),
    documents: fakeDocuments(),
    chat,
    keyring: keyringOf(masterKey),
    clock: fakeClock(noon),
    entropy: fakeEntropy(),
    hash: systemHash(),
    workers: fakeWorkers(),
    log: fakeLog(),
    ownerId: anAccount('ada').foreignId,
    operatorSettings,
  };
}

/** Says something to lilith, and gives her answer. */
export async function say(
  world: World,
  fields: Partial<Incoming> = {},
  options: Parameters<typeof hear>[3] = {},
): Promise<Answer> {
  const heard = await hear(world, anIncoming(fields), 'lilith', options);
  const answer = heard.kind === 'answered' ? heard.answers[0] : undefined;
  if (answer === undefined) throw new Error(`Nobody answered: ${JSON.stringify(heard)}`);
  return answer;
}

/** Whatever a promise was rejected with. */
export const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Says something to lilith of which nothing comes, and lets the pauses pass in which it is tried again. */
export async function sayInVain(
  world: World,
  ...said: Parameters<typeof say> extends [World, ...infer R] ? R : never
): Promise<unknown> {
  const refused = refusal(say(world, ...said));
  await world.clock.advance(30_000);
  return refused;
}
