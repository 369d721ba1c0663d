import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { endsAfter, failsAfter, fakeProvider, refuses, resetsAfter, says } from './provider.js';

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

  it('is gone when it is closed', async () => {
    const provider = await fakeProvider(says('One.'));
    await provider.close();
    await provider.close();
    await expect(ask(provider.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
