import { RandomAccessReader } from 'yauzl';
import type { Access } from '../access.js';

const windowLength = 128 * 1024;

/** Reads many small things that lie near one another without asking the disk for each. */
export type Window = { take(start: number, length: number): Buffer | Promise<Buffer> };

export function windowOn(access: Access): Window {
  let bytes: Buffer = Buffer.alloc(0);
  let from = 0;
  return {
    take(start, length) {
      if (start >= from && start + length <= from + bytes.length) {
        return bytes.subarray(start - from, start - from + length);
      }
      return access.load(start, Math.max(length, windowLength)).then(loaded => {
        bytes = loaded;
        from = start;
        return bytes.subarray(0, length);
      });
    },
  };
}

/** The same for yauzl, which wants a class. */
export class CachedReader extends RandomAccessReader {
  readonly #window: Window;

  constructor(window: Window) {
    super();
    this.#window = window;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const taken = this.#window.take(position, length);
    if (taken instanceof Promise) taken.then(bytes => given(bytes), callback);
    else given(taken);

    function given(bytes: Buffer) {
      if (bytes.length < length) return callback(new Error('unexpected EOF'));
      bytes.copy(buffer, offset);
      return callback(null);
    }
  }
}
