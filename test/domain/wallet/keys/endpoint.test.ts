import { describe, expect, it } from 'vitest';
import { assertBound, endpointFor, type OwnEndpoint } from '../../../../src/domain/wallet/keys/endpoint.js';

const inFile = (url: string): OwnEndpoint => ({ url, from: 'file' });
const inEnvironment = (url: string): OwnEndpoint => ({ url, from: 'environment' });

describe('where a key may go', () => {
  it.each(['openrouter', 'elevenlabs'] as const)('is for %s its own affair', provider => {
    expect(endpointFor(provider, inFile('http://evil.example/v1'))).toBeNull();
  });

  it('is for an endpoint its address, however that is spelled', () => {
    for (const url of [
      'https://Models.example/v1',
      'https://models.example:443/v1/',
      'https://models.example/v1?a=b#c',
    ])
      expect(endpointFor('openai-compatible', inFile(url))).toBe('https://models.example/v1');
  });

  it('is nowhere when no endpoint is set', () => {
    expect(() => endpointFor('openai-compatible', null)).toThrow(
      expect.objectContaining({ code: 'invalid', try: 'config set llm.url URL' }),
    );
  });

  it.each(['http://localhost:11434/v1', 'http://127.0.0.1:8080/v1', 'http://127.1.2.3/v1', 'http://[::1]:8080/v1'])(
    'is over plain http on this machine alone, where a file says so: %s',
    url => {
      expect(endpointFor('openai-compatible', inFile(url))).toBe(url);
    },
  );

  it.each([
    'http://models.example/v1',
    'http://192.168.1.7:11434/v1',
    'http://localhost.evil.example/v1',
    'http://127.0.0.1.evil.example/v1',
    'http://127.evil.example/v1',
  ])('is not over plain http elsewhere, where a file says so: %s', url => {
    expect(() => endpointFor('openai-compatible', inFile(url))).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringContaining('over plain http') }),
    );
  });

  it('is wherever the environment says', () => {
    const url = 'http://192.168.1.7:11434/v1';
    expect(endpointFor('openai-compatible', inEnvironment(url))).toBe(url);
  });
});

describe('a key that was stored for an endpoint', () => {
  const key = { provider: 'openai-compatible', endpoint: 'https://models.example/v1' } as const;

  it('goes there', () => {
    expect(() => assertBound(key, inFile('https://models.example/v1/'))).not.toThrow();
  });

  it.each(['https://evil.example/v1', 'https://models.example:8443/v1', 'https://models.example/v2'])(
    'does not go to %s, though that is the endpoint now',
    url => {
      expect(() => assertBound(key, inFile(url))).toThrow(
        expect.objectContaining({ code: 'denied', try: 'wallet set openai-compatible' }),
      );
    },
  );

  it('is no affair of other providers', () => {
    expect(() => assertBound({ provider: 'openrouter', endpoint: null }, null)).not.toThrow();
  });
});
