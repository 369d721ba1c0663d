import type { Plan, Progress } from '../domain/import/watch.js';
import { harmless } from '../domain/text/harmless.js';
import type { Sealing } from '../domain/wallet/rotation/rotated.js';
import { stopped } from './_signals.js';
import { bar } from './_view/bar.js';
import { paintFor } from './_view/paint.js';

const redrawMs = 100;
const barWidth = 24;
const megabyte = 1024 * 1024;

const steps: Readonly<Record<string, string>> = {
  looking: 'looking',
  bringing: 'bringing home',
  'taking-back': 'taking back',
  checking: 'checking',
  sealing: 'sealing anew',
  verifying: 'verifying',
};

type ProgressLine = { watch(news: Progress | Sealing | Plan): void; end(): void };

/**
 * A line on a person's terminal that tells how far something has come; silent where nobody is looking. Whoever reports to
 * it is stopped there when the program is asked to end, unless it is taking something back.
 */
export function progressLine(isShown: boolean, color: boolean): ProgressLine {
  const line = drawnLine(isShown, color);
  return {
    watch: news => {
      if (news.step !== 'taking-back') stopped.throwIfAborted();
      line.watch(news);
    },
    end: line.end,
  };
}

function drawnLine(isShown: boolean, color: boolean): ProgressLine {
  if (!isShown || process.stderr.isTTY !== true) return { watch: () => {}, end: () => {} };
  const paint = paintFor(color);
  let drawnAt = 0;
  let startedAt = Date.now();
  let step = '';
  const clear = '\r\u001b[2K';
  return {
    watch(progress) {
      if (progress.step === 'plan') return void process.stderr.write(`${clear}${planLines(progress)}\n`);
      const now = Date.now();
      if (progress.step !== step) {
        step = progress.step;
        startedAt = now;
      } else if (now - drawnAt < redrawMs) return;
      drawnAt = now;
      process.stderr.write(`${clear}${lineFor(progress, (now - startedAt) / 1000, text => paint('dim', text))}`);
    },
    end: () => void process.stderr.write(clear),
  };
}

const mostNames = 8;

function planLines({ recognised, leftOut, personalities }: Plan): string {
  const formats = recognised.map(({ format, files }) => `${files} of ${format}`).join(', ');
  const { refused, strays, known } = leftOut;
  const rest = [
    [known, 'known already'],
    [refused, 'refused'],
    [strays, 'of no known format'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  const groups = Map.groupBy(personalities, ({ action }) => action);
  const people = [...groups].map(([action, all]) => {
    const names = all.slice(0, mostNames).map(({ name }) => harmless(name));
    return `  ${action.padEnd(7)} ${names.join(', ')}${all.length > mostNames ? ` and ${all.length - mostNames} more` : ''}`;
  });
  return [`Recognised: ${[formats, ...rest].filter(text => text !== '').join('; ')}`, ...people].join('\n');
}

const isOfRows = (step: string): boolean => ['checking', 'sealing', 'verifying'].includes(step);

function lineFor(news: Progress | Sealing, seconds: number, dim: (text: string) => string): string {
  const { step, done, total } = news;
  const path = 'path' in news ? news.path : '';
  const name = steps[step] ?? step;
  if (total === 0) return `${name} ${dim(path)}`;
  const share = Math.min(1, done / total);
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
  const each = isOfRows(step) ? `${done} of ${total}` : `${(rate / megabyte).toFixed(1)} MB/s`;
  const speed = rate > 0 ? `${each}, ${left} s left` : '';
  const most = Math.max(10, (process.stderr.columns ?? 80) - name.length - barWidth - speed.length - 16);
  const file = path.length > most ? `…${path.slice(-most + 1)}` : path;
  return `${name} ${bar(share, barWidth)} ${String(Math.floor(share * 100)).padStart(3)} %  ${speed}  ${dim(file)}`;
}
