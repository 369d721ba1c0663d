import { onTestFinished } from 'vitest';
import { httpEgress } from '../../../src/adapters/http/egress.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeProvider, refuses, type Act } from '../../fakes/provider.js';

/** A service on this machine that follows a script, and the way to it. */
export async function openService(...script: readonly Act[]) {
  const provider = await fakeProvider(...script);
  const clock = fakeClock();
  const egress = httpEgress({ clock });
  onTestFinished(async () => {
    await provider.close();
    await egress[Symbol.asyncDispose]();
  });
  return { provider, clock, egress };
}

/** A document, or a page, and that all is well. */
export const answers = (body: object | string): Act => refuses(200, body);

const megabyte = 1024 * 1024;

/** So many megabytes of one text, unless somebody hangs up. */
export const goesOn =
  (megabytes: number): Act =>
  response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"data":["');
    const write = (left: number): void => {
      if (left === 0) response.end('"]}');
      else if (!response.destroyed) response.write('a'.repeat(megabyte), () => write(left - 1));
    };
    write(megabytes);
  };

/** Half of a document, and the end of the connection. */
export const breaksOff =
  (text: string): Act =>
  response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(text, () => response.socket?.resetAndDestroy());
  };
