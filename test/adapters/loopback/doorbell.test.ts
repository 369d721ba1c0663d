import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { loopbackDoorbell } from '../../../src/adapters/loopback/doorbell.js';
import { doorbellContract, type Visit } from '../../contracts/doorbell.js';

const never = new AbortController().signal;

async function answerTo(address: string, { method = 'GET', host }: { method?: string; host?: string } = {}) {
  const asked = request(address, { method, ...(host === undefined ? {} : { headers: { host } }) }).end();
  const [response] = await once(asked, 'response');
  let page = '';
  response.setEncoding('utf8').on('data', (piece: string) => (page += piece));
  await once(response, 'end');
  return { status: Number(response.statusCode), headers: response.headers, page };
}

const visit: Visit = async (address, manner) => (await answerTo(address, manner)).status;

doorbellContract(() => ({ doorbell: loopbackDoorbell(), visit }));

async function aDoor() {
  const door = await loopbackDoorbell().open('/callback/abc');
  onTestFinished(door.close);
  return door;
}

it('tells the visitor that they may go, and keeps nothing of them', async () => {
  const door = await aDoor();
  const { page, headers } = await answerTo(`${door.address}?code=sesame`);
  expect(page).toContain('You can close this window.');
  expect(page).not.toContain('sesame');
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
});

it('does not repeat what it was asked for', async () => {
  const door = await aDoor();
  const { page } = await answerTo(new URL('/<script>?code=sesame', door.address).href);
  expect(page).not.toMatch(/script|sesame/);
});

it('is not disturbed by what is no HTTP', async () => {
  const door = await aDoor();
  const socket = connect(Number(new URL(door.address).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.end('\u0000\u0001nonsense\r\n\r\n');
  await once(socket.resume(), 'close');
  expect(await visit(`${door.address}?code=sesame`)).toBe(200);
  expect((await door.visitor(never)).get('code')).toBe('sesame');
});

it('closes though somebody stands in it who says nothing', async () => {
  const door = await aDoor();
  const socket = connect(Number(new URL(door.address).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const gone = once(socket, 'close');
  await door.close();
  await expect(gone).resolves.toBeDefined();
});
