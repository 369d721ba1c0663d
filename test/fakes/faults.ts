import { once } from 'node:events';
import { begin, delta, remark, type Act } from './provider.js';

/** A beginning, and then nothing but signs of life, for ever. */
export const remarksAfter =
  (text: string): Act =>
  response => {
    begin(response);
    if (text !== '') response.write(delta({ content: text }));
    const dripping = setInterval(() => response.write(remark), 1);
    response.on('close', () => clearInterval(dripping));
  };

/** More than anybody wants, as fast as it is read. */
export const floods =
  (bytes: number): Act =>
  async response => {
    begin(response);
    const left = new AbortController();
    response.on('close', () => left.abort());
    const piece = delta({ content: 'tea '.repeat(10_000) });
    for (let sent = 0; sent < bytes && !left.signal.aborted; sent += piece.length) {
      if (!response.write(piece)) await once(response, 'drain', { signal: left.signal }).catch(() => {});
    }
    response.end();
  };

/** A status, half a document, and a connection that is reset. */
export const resetsRefusal =
  (status: number): Act =>
  response => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.write('{"error":{"mess', () => response.socket?.resetAndDestroy());
  };

/** A promise of more than comes: the connection ends, as if all were well. */
export const cutsAfter =
  (text: string): Act =>
  response => {
    begin(response);
    response.write(delta({ content: text }));
    response.write('data: {"choices":[{"del', () => response.socket?.destroy());
  };

/** Letters of several bytes, one of them cut in two and its other half lost. */
export const halfLetter = (): Uint8Array => {
  const whole = Buffer.from(delta({ content: 'a🐝b' }));
  const at = whole.indexOf(Buffer.from('🐝'));
  return Buffer.concat([whole.subarray(0, at + 2), whole.subarray(at + 4)]);
};
