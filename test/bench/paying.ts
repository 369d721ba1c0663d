import { createDecipheriv, createCipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { echoLlm } from '../../dist/adapters/echo/llm.js';
import { findMasterKey } from '../../dist/adapters/files/master-key.js';
import { hidingFrom } from '../../dist/adapters/log/hiding.js';
import { redactor } from '../../dist/adapters/log/redact.js';
import { sqliteBudgets } from '../../dist/adapters/sqlite/budgets.js';
import { openDatabase } from '../../dist/adapters/sqlite/database.js';
import { sqliteKeyStore } from '../../dist/adapters/sqlite/key-store.js';
import { sqliteLedger } from '../../dist/adapters/sqlite/ledger.js';
import { sqlitePersonalities } from '../../dist/adapters/sqlite/personalities.js';
import { sqliteUsers } from '../../dist/adapters/sqlite/users.js';
import { systemClock } from '../../dist/adapters/system/clock.js';
import { systemEntropy } from '../../dist/adapters/system/entropy.js';
import { sourcesOf } from '../../dist/app/home.js';
import { budgetsFor } from '../../dist/domain/usage/budgets/actions.js';
import { identify, paying as lending } from '../../dist/domain/wallet/billing/actions.js';
import { keyringOf } from '../../dist/domain/wallet/keyring.js';
import { storeKey } from '../../dist/domain/wallet/keys/actions.js';
import { Secret } from '../../dist/domain/wallet/secret.js';
import { configOf, databaseOf, homeOfLilith } from '../drills/homes.ts';
import type { Bench } from './bench.ts';
import { compare } from './compare.ts';

const repeat = 20;
const dollar = 1_000_000_000;
const apiKey = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

/** All that stands before a request at somebody's own cost, beside opening their key with the cipher alone. */
export const paying: Bench = {
  name: 'paying',
  async run(scratch) {
    const home = join(scratch, 'home');
    await homeOfLilith(home);
    const { request, look, close } = await openWallet(home);
    const bare = bareOpening();
    const line = { floor: 'bare AES-256-GCM', goal: { micros: 200 } };
    const whole = await compare(request, bare, { repeat });
    const read = await compare(look, bare, { repeat });
    close();
    return [
      { what: 'who pays decided, a budget checked', ...read, ...line },
      { what: 'the same, key open, request reserved', ...whole, ...line },
    ];
  },
};

/** Somebody with a key and a budget of their own. */
async function openWallet(home: string) {
  const clock = systemClock();
  const db = openDatabase(databaseOf(home), clock);
  const key = findMasterKey(sourcesOf(configOf(home)))?.key;
  const [user] = await sqliteUsers(db).all();
  if (key === undefined || user === undefined) throw new Error('There is no home.');
  const ports = {
    clock,
    entropy: systemEntropy(),
    ledger: sqliteLedger(db),
    budgets: sqliteBudgets(db),
    users: sqliteUsers(db),
    personalities: sqlitePersonalities(db),
    keyStore: sqliteKeyStore(db),
    keyProbe: { prove: () => Promise.reject(new Error('Nobody is asked.')) },
    keyring: keyringOf(key),
    hiding: hidingFrom([redactor()]),
    ownEndpoint: null,
    operator: { hasEndpoint: false, keyOf: () => null },
    llms: { of: () => echoLlm(clock) },
    operatorSettings: { environment: new Map(), file: new Map() },
    ownerId: null,
  };
  await storeKey(ports, user, 'openrouter', new Secret(apiKey), { verify: false });
  for (const period of ['day', 'week', 'month'] as const)
    await ports.budgets.put({ scope: 'user', subject: user.id, period, limitNanoUsd: dollar }, clock.now());
  const wanted = { host: 'openrouter', id: 'some/model', isFree: false } as const;
  const spender = { payer: 'own', guildId: null, personalityId: null } as const;
  const known = { ...spender, userId: user.id, provider: 'openrouter', model: wanted.id, type: 'text' } as const;
  let index = 0;
  const look = async () => {
    const identity = await identify(ports, user, wanted);
    const caps = await budgetsFor(ports, spender, user);
    await ports.ledger.standings(caps);
    return { identity, caps };
  };
  const reserve = async () => {
    const caps = await budgetsFor(ports, spender, user);
    const reservation = {
      ...known,
      id: `request-${index++}`,
      reservedNanoUsd: 1000,
      openedAt: clock.now(),
      holder: null,
    };
    if ((await ports.ledger.reserve(reservation, caps)) !== undefined) throw new Error('The budget is used up.');
  };
  const request = async () => lending(ports, await identify(ports, user, wanted), wanted, reserve);
  return { look, request, close: () => db.close() };
}

function bareOpening(): () => string {
  const [key, nonce, data] = [randomBytes(32), randomBytes(12), randomBytes(100)];
  const sealing = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(data);
  const text = Buffer.concat([sealing.update(apiKey, 'utf8'), sealing.final()]);
  const tag = sealing.getAuthTag();
  return () => {
    const opening = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(data).setAuthTag(tag);
    return opening.update(text, undefined, 'utf8') + opening.final('utf8');
  };
}
