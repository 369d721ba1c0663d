import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentable } from '../../../src/domain/import/presentable.js';

const hidden = 'hunter2-hunter2';

const secrets = [
  'token', 'TOKEN', 'access_token', 'accessToken', 'refresh-token', 'x_auth_tokens', 'x_auth_service', 'X-Auth-User',
  'secret', 'secrets', 'client_secret', 'clientSecret', 'cookie', 'cookies', 'session_cookie', 'password',
  'user_password', 'api_key', 'apikey', 'apiKey', 'OPENAI_API_KEY', 'authorization', 'Authorization',
]; // prettier-ignore

const fields = [
  'engine_max_tokens', 'max_tokens', 'maxTokens', 'token_budget', 'tokenBudget', 'tokens', 'tokenizer', 'dark_secrets',
  'secretive', 'secret_life', 'cookie_recipe', 'key', 'author', 'authorization_note', 'x_author', 'password_hint_shown',
  'constructor', '__proto__',
]; // prettier-ignore

const nested = (name: string, value: unknown) => {
  const member = `{${JSON.stringify(name)}:${JSON.stringify(value)}}`;
  return [member, `{"a":${member}}`, `{"a":[1,{"b":[${member}]}]}`, `[${member}]`];
};

describe('the document somebody came from', () => {
  it.each(secrets)('goes without “%s”, wherever it stands and whatever is in it', name => {
    for (const value of [hidden, 12_345, true, [hidden], { x: { y: hidden } }])
      expect(nested(name, value).map(presentable)).toEqual(['{}', '{"a":{}}', '{"a":[1,{"b":[{}]}]}', '[{}]']);
  });

  it.each(fields)('keeps “%s” as it is', name => {
    for (const value of ['4000', 4000, null, '', false, [], {}])
      expect(nested(name, value).map(presentable)).toEqual(nested(name, value));
  });

  it('keeps the spelling of what stays', () => {
    expect(presentable('{"n": 12345678901234567890, "token": "x", "f": 1.0}')).toBe(
      '{"n":12345678901234567890,"f":1.0}',
    );
    expect(presentable('"token"')).toBe('"token"');
  });

  it('has nothing of a secret that is there twice', () => {
    expect(presentable(`{"a":{},"a":{"token":"${hidden}"}}`)).toBe('{"a":{}}');
  });

  it('never has anything of what lies in a secret', () => {
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constant(hidden),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 4 }), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(...secrets), (value, name) => {
        expect(presentable(JSON.stringify({ a: [{ [name]: value }] }))).toBe('{"a":[{}]}');
      }),
      { seed: 1815, numRuns: 200 },
    );
  });
});
