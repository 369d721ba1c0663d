import { expect, it } from 'vitest';
import { asForeign, egressContract, readAll, type Bases } from '../contracts/egress.js';
import { fakeClock } from './clock.js';
import { fakeEgress } from './egress.js';

const bases: Bases = { own: 'http://127.0.0.1:4000', photos: 'https://photos.example', cdn: 'https://cdn.example' };

egressContract(async site => {
  const clock = fakeClock();
  const servers = Object.entries(site(bases)).flatMap(([path, reply]) =>
    Object.values(bases).map(base => [base + path, reply] as const),
  );
  const egress = fakeEgress(Object.fromEntries(servers), clock);
  return { egress, clock, bases, arrived: egress.arrived, close: async () => {} };
});

it('answers by what arrived', async () => {
  const egress = fakeEgress({ 'https://photos.example/': ({ method }) => ({ body: method }) });
  expect(await readAll(egress, asForeign('https://photos.example/'))).toBe('GET');
});

it('has nobody where no server was set up', async () => {
  await expect(fakeEgress({}).request(asForeign('https://photos.example/'))).rejects.toMatchObject({
    code: 'unavailable',
  });
});
