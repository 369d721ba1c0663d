import { once } from 'node:events';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { describe, expect, it } from 'vitest';
import { cutsAfter, floods, halfLetter, remarksAfter, resetsRefusal } from './faults.js';
import {
  certificate,
  endsAfter,
  failsAfter,
  fakeProvider,
  refuses,
  resetsAfter,
  says,
  secureProvider,
  sends,
  withHeaders,
  writes,
} from './provider.js';

/** What the service answers: the status, and all that came before the end, or before the connection was lost. */
async function ask(url: string, body = '') {
  const asked = request(`${url}/chat/completions`, { method: 'POST', headers: { 'x-name': 'Ada' } });
  asked.on('error', () => {}).end(body);
  const [response] = await once(asked, 'response');
  let heard = '';
  response.setEncoding('utf8').on('data', (piece: string) => (heard += piece));
  const lost = await once(response, 'end').then(
    () => false,
    () => true,
  );
  return { status: response.statusCode, heard, lost };
}

describe('a fake provider', () => {
  it('follows its script, repeats the last step, and records what it was asked', async () => {
    await using provider = await fakeProvider(says('One.'), refuses(429));
    expect(await ask(provider.url, 'first')).toMatchObject({ status: 200 });
    expect(await ask(provider.url, 'second')).toMatchObject({ status: 429 });
    expect(await ask(provider.url)).toMatchObject({ status: 429 });
    expect(provider.requests.map(({ body }) => body)).toEqual(['first', 'second', '']);
    expect(provider.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { 'x-name': 'Ada' },
    });
  });

  it('says an answer as events, with remarks in between, what it used, and a closing mark', async () => {
    await using provider = await fakeProvider(says('One two.', { usage: { prompt_tokens: 3 } }));
    const { heard } = await ask(provider.url);
    const data = heard.split('\n\n').filter(event => event.startsWith('data: {'));
    const events = data.map((event): unknown => JSON.parse(event.slice('data: '.length)));
    expect(heard).toMatch(/^: OPENROUTER PROCESSING\n\n/);
    expect(heard).toMatch(/data: \[DONE\]\n\n$/);
    expect(events).toMatchObject([
      { choices: [{ delta: { content: 'One' }, finish_reason: null }] },
      { choices: [{ delta: { content: ' two.' } }] },
      { choices: [{ delta: { content: '' }, finish_reason: 'stop' }] },
      { choices: [], usage: { prompt_tokens: 3 } },
    ]);
  });

  it('ends in other ways too', async () => {
    await using provider = await fakeProvider(failsAfter('One', { code: 502 }), endsAfter('One'), resetsAfter('One'));
    expect(await ask(provider.url)).toMatchObject({
      heard: expect.stringContaining('"error":{"code":502}'),
      lost: false,
    });
    expect(await ask(provider.url)).toMatchObject({ heard: expect.not.stringContaining('stop'), lost: false });
    expect(await ask(provider.url)).toMatchObject({ heard: expect.stringMatching(/"del$/), lost: true });
  });

  it('refuses with a document, or with a page', async () => {
    await using provider = await fakeProvider(refuses(404), refuses(502, '<html>Bad gateway</html>'));
    expect(JSON.parse((await ask(provider.url)).heard)).toEqual({
      error: { code: 404, message: 'No, because of 404.' },
    });
    expect(await ask(provider.url)).toMatchObject({ status: 502, heard: '<html>Bad gateway</html>' });
  });

  it('says what it is told to say, in events or in one document', async () => {
    await using provider = await fakeProvider(
      sends({ a: 1 }, ': no\n\n'),
      withHeaders({ 'x-a': '1' }, writes({ a: 1 })),
    );
    expect((await ask(provider.url)).heard).toMatch(/^data: \{.*"a":1\}\n\n: no\n\n$/);
    expect(await ask(provider.url)).toMatchObject({ status: 200, heard: '{"a":1}' });
  });

  it('breaks off wherever it is told to', async () => {
    await using provider = await fakeProvider(cutsAfter('One'), resetsRefusal(503));
    expect(await ask(provider.url)).toMatchObject({ heard: expect.stringMatching(/"del$/), lost: true });
    expect(await ask(provider.url)).toMatchObject({ status: 503, heard: expect.stringMatching(/^\{/), lost: true });
  });

  it('goes on for as long as somebody listens, or as long as it was told', async () => {
    await using provider = await fakeProvider(remarksAfter('One'), floods(1_000_000));
    const asked = request(`${provider.url}/chat/completions`, { method: 'POST' }).end();
    const [response] = await once(asked, 'response');
    let heard = '';
    for await (const piece of response) if ((heard += piece).split(': OPENROUTER').length > 3) break;
    expect(heard).toContain('One');
    expect((await ask(provider.url)).heard.length).toBeGreaterThan(1_000_000);
  });

  it('cuts a letter in two', () => {
    expect(new TextDecoder().decode(halfLetter())).toMatch(/a\ufffd+b/);
  });

  it('speaks behind TLS too', async () => {
    await using provider = await secureProvider(writes({ a: 1 }));
    const { port } = new URL(provider.url);
    const options = { host: '127.0.0.1', port, servername: 'photos.example', ca: certificate(), path: '/v1/x' };
    const [response] = await once(secureRequest(options).end(), 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  it('is gone when it is closed', async () => {
    const provider = await fakeProvider(says('One.'));
    await provider.close();
    await provider.close();
    await expect(ask(provider.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
