import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { errorRedactor } from '../../src/app/hiding.js';
import { makeHome } from '../../src/app/home.js';
import { openApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { Secret } from '../../src/domain/wallet/secret.js';
import { aFolder, filesIn } from '../adapters/log/home.js';

const key = 'a-key-of-no-shape-that-is-in-use';

/** A home in which asking a provider ends in a bug that tells the key. */
async function aBug() {
  const config = readConfig({ home: join(aFolder(), 'home') }, { TZUROT_LLM_URL: 'http://127.0.0.1:1/v1' });
  await makeHome(config);
  const keyProbe = {
    prove: () => Promise.reject(new Error(`Cannot read properties of ${key}`)),
  };
  await using app = await openApp(config, { overrides: { keyProbe } });
  const owner = await app.user.owner();
  const storing = app.wallet.storeKey(owner, 'openai-compatible', new Secret(key), { verify: true });
  const error: unknown = await storing.catch((thrown: unknown) => thrown);
  app.log.error('Something unforeseen happened', { error });
  return { error, config };
}

it('a key that was in use is not in what is said of a bug, when everything is closed already', async () => {
  const { error, config } = await aBug();
  const message = error instanceof Error ? error.message : '';
  expect(errorRedactor([])(`This is a bug in tzurot: ${message}`)).toBe(
    'This is a bug in tzurot: Cannot read properties of [secret]',
  );
  const log = Object.values(filesIn(config.paths.logs)).join('');
  expect(log).toContain('Cannot read properties of [secret]');
  expect(log).not.toContain(key);
});

it('a key of the operator’s that stands in a file is not in what is said of a bug', async () => {
  const file = join(aFolder(), 'openrouter.key');
  writeFileSync(file, 'an-operators-key-of-no-shape-in-a-file\n');
  const config = readConfig({ home: join(aFolder(), 'home') }, { OPENROUTER_API_KEY_FILE: file });
  await makeHome(config);
  await (await openApp(config))[Symbol.asyncDispose]();
  expect(errorRedactor([])('Sent an-operators-key-of-no-shape-in-a-file')).toBe('Sent [secret]');
});
