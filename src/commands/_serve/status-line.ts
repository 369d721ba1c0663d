import type { Status } from '../../daemon/status.js';
import type { Paint } from '../_view/paint.js';

const everyMs = 250;

/** One line at the bottom of a terminal that says how things stand. Nothing where nobody watches. */
export function statusLine(stream: NodeJS.WriteStream, paint: Paint) {
  const isLive = stream.isTTY === true;
  const shown = { at: 0, text: '' };
  const clear = () => {
    if (shown.text !== '') stream.write('\r\u001b[2K');
  };
  const draw = () => {
    if (shown.text !== '') stream.write(`\r\u001b[2K${paint('dim', shown.text.slice(0, (stream.columns ?? 80) - 1))}`);
  };
  return {
    /** A line that stays, above. */
    say(line: string): void {
      clear();
      stream.write(`${line}\n`);
      if (isLive) draw();
    },
    show(status: Status): void {
      if (!isLive) return;
      shown.text = lineOf(status);
      const now = performance.now();
      if (now - shown.at < everyMs) return;
      shown.at = now;
      draw();
    },
    end: () => {
      if (isLive) clear();
    },
  };
}

function lineOf({ name, guilds, pingMs, isConnected, answered, underWay }: Status): string {
  const where = isConnected ? `${name ?? '?'} in ${guilds} ${guilds === 1 ? 'server' : 'servers'}` : 'not connected';
  const ping = pingMs === null ? '' : ` · ${pingMs} ms`;
  return `● ${where}${ping} · ${answered} answered · ${underWay} under way · Ctrl-C ends`;
}
