import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** A screen in memory. The last thing drawn on it can be read, and waited for. */
export function aGlass(columns: number, rows: number) {
  const stdout = Object.assign(new PassThrough(), { columns, rows, isTTY: true });
  const drawn = new EventEmitter();
  let raw = '';
  stdout.setEncoding('utf8').on('data', text => {
    raw += text;
    drawn.emit('drawn');
  });
  return {
    stdout,
    async sees(words: string): Promise<void> {
      while (!stripVTControlCharacters(raw).includes(words)) await EventEmitter.once(drawn, 'drawn');
    },
  };
}

/** A keyboard in memory. */
export function aKeyboard() {
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  return { stdin, types: (text: string) => void stdin.write(text) };
}
