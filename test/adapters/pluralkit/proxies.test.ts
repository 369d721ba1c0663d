import { describe, expect, it, onTestFinished } from 'vitest';
import { httpEgress } from '../../../src/adapters/http/egress.js';
import { pluralKit } from '../../../src/adapters/pluralkit/proxies.js';
import { copyId, hana, proxiesContract } from '../../contracts/proxies.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakePluralKit, tooOften } from '../../fakes/pluralkit.js';
import { endsAfter, neverAnswers, refuses, resetsAfter, withHeaders, type Act } from '../../fakes/provider.js';

async function open(...faults: readonly Act[]) {
  const service = await fakePluralKit();
  const clock = fakeClock();
  const egress = httpEgress({ clock });
  onTestFinished(async () => {
    await service[Symbol.asyncDispose]();
    await egress[Symbol.asyncDispose]();
  });
  service.join(hana.accountId);
  service.post({
    id: copyId,
    original: '200000000000000001',
    sender: hana.accountId,
    member: { uuid: '5f4dcc3b-0000-4000-8000-000000000001', name: 'hana', display_name: 'Hana 🌸' },
  });
  service.meet(...faults);
  const leaving = new AbortController();
  const pauses: number[] = [];
  const own = { ...clock, sleep: async (ms: number) => void pauses.push(ms) };
  return { service, clock, pauses, leaving, proxies: pluralKit(egress, service.url, own, leaving.signal) };
}

const always = (act: Act): Act[] => Array.from({ length: 9 }, () => act);
const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'no failure',
    (error: unknown) => error,
  );

proxiesContract({
  knowing: async () => (await open()).proxies,
  failing: async () => (await open(...always(refuses(500)))).proxies,
});

describe('the question', () => {
  it('is for one account or one message, and says who asks', async () => {
    const { proxies, service } = await open();
    await proxies.knows(hana.accountId);
    await proxies.whoSaid(copyId);
    expect(service.requests).toMatchObject([
      { method: 'GET', path: `/v1/systems/${hana.accountId}`, headers: { 'user-agent': 'tzurot' } },
      { method: 'GET', path: `/v1/messages/${copyId}`, headers: { 'user-agent': 'tzurot' } },
    ]);
  });

  it('cannot leave its place in the address', async () => {
    const { proxies, service } = await open();
    await proxies.whoSaid('../systems/1?a=b#c');
    expect(service.requests.map(({ path }) => path)).toEqual(['/v1/messages/..%2Fsystems%2F1%3Fa%3Db%23c']);
  });
});

describe('an account', () => {
  it('that hides its system speaks through it all the same', async () => {
    const { proxies, service } = await open();
    service.join('100000000000000009', true);
    expect(await proxies.knows('100000000000000009')).toBe(true);
  });

  it('whose member is hidden is known without the member', async () => {
    const { proxies, service } = await open();
    service.post({ id: '300000000000000009', original: '200000000000000009', sender: hana.accountId, member: null });
    expect(await proxies.whoSaid('300000000000000009')).toEqual({
      accountId: hana.accountId,
      originalId: '200000000000000009',
      memberId: null,
      name: null,
      displayName: null,
    });
  });
});

describe('what answers', () => {
  it.each([
    ['with trouble', refuses(500)],
    ['with trouble in between', refuses(502, '<html>Bad gateway</html>')],
    ['that it may not be asked', refuses(401)],
    ['with a page', refuses(200, '<html>Welcome</html>')],
    ['with another document', refuses(200, { hello: 'world' })],
    ['with a list', refuses(200, [])],
    ['with half a document', endsAfter('{"sender":')],
    ['with no account', refuses(200, { id: 5, sender: 'ada', original: null, member: null })],
    ['and breaks off', resetsAfter('{"sender"')],
    ['with a megabyte', refuses(200, `{"id":"${'a'.repeat(1024 * 1024)}"}`)],
  ])('%s is no answer', async (_, act) => {
    const { proxies } = await open(act, act);
    expect(await failureOf(proxies.knows(hana.accountId))).toMatchObject({ code: 'unavailable' });
    expect(await failureOf(proxies.whoSaid(copyId))).toMatchObject({ code: 'unavailable' });
  });

  it('with odd names is taken for what it is worth', async () => {
    const member = { uuid: 7, id: 'vwxyz', name: ' '.repeat(9), display_name: 'a'.repeat(5000) };
    const { proxies } = await open(refuses(200, { sender: hana.accountId, original: 'none', member }));
    const proxied = await proxies.whoSaid(copyId);
    expect(proxied).toMatchObject({ originalId: null, memberId: 'vwxyz', name: null });
    expect(proxied?.displayName).toHaveLength(200);
  });

  it('not at all is given up after three seconds', async () => {
    const { proxies, service, clock } = await open(neverAnswers);
    const failure = failureOf(proxies.whoSaid(copyId));
    await service.asked(1);
    await clock.advance(2_999);
    expect(await Promise.race([failure, 'waits'])).toBe('waits');
    await clock.advance(1);
    expect(await failure).toMatchObject({ code: 'unavailable' });
  });

  it('not at all is not waited for when the program leaves', async () => {
    const { proxies, service, leaving } = await open(neverAnswers);
    const failure = failureOf(proxies.whoSaid(copyId));
    await service.asked(1);
    leaving.abort(new Error('over'));
    expect(await failure).toMatchObject({ message: 'over' });
  });
});

describe('a service that is asked too often', () => {
  const spelled = (retryAfterMs: number): [string, Act][] => [
    ['in its document', tooOften(retryAfterMs)],
    ['in seconds', withHeaders({ 'retry-after': String(retryAfterMs / 1000) }, refuses(429))],
  ];

  it.each(spelled(1_000))('is asked once more when it says how soon: %s', async (_, act) => {
    const { proxies, service, pauses } = await open(act);
    expect(await proxies.whoSaid(copyId)).toEqual(hana);
    expect(pauses).toEqual([1_000]);
    expect(service.requests).toHaveLength(2);
  });

  it('is asked once more when it says the moment', async () => {
    const { proxies, service } = await open((response, asked) =>
      withHeaders({ 'x-ratelimit-reset': String(Date.UTC(2026, 0, 1)) }, refuses(429))(response, asked),
    );
    expect(await proxies.whoSaid(copyId)).toEqual(hana);
    expect(service.requests).toHaveLength(2);
  });

  it.each(spelled(2_000))('is left alone when it says that it will be a while: %s', async (_, act) => {
    const { proxies, service } = await open(act);
    expect(await failureOf(proxies.whoSaid(copyId))).toMatchObject({ code: 'unavailable', facts: { status: 429 } });
    expect(service.requests).toHaveLength(1);
  });

  it('is left alone when there is no time for it any more', async () => {
    const { proxies, service, clock } = await open();
    service.meet(async (response, asked) => {
      await clock.advance(2_000);
      await tooOften(1_000)(response, asked);
    });
    expect(await failureOf(proxies.whoSaid(copyId))).toMatchObject({ code: 'unavailable', facts: { status: 429 } });
    expect(service.requests).toHaveLength(1);
  });

  it('is not asked a third time', async () => {
    const { proxies, service } = await open(...always(tooOften(0)));
    expect(await failureOf(proxies.knows(hana.accountId))).toMatchObject({
      code: 'unavailable',
      facts: { status: 429 },
    });
    expect(service.requests).toHaveLength(2);
  });
});
