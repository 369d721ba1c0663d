import type { Screen } from '../../app.js';
import type { Paint } from '../_view/paint.js';

/** Standard output as a place where answers appear. */
export function textScreen(paint: Paint, options: { silent?: boolean } = {}): Screen {
  const isLive = process.stdout.isTTY === true && options.silent !== true;
  return {
    isLive,
    leads: isLive ? name => `${paint('magenta', name)}: ` : () => '',
    write: text => {
      if (options.silent !== true) process.stdout.write(text);
    },
  };
}
