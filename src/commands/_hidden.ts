import { stopped } from './_signals.js';

/** What stands typed so far, and what becomes of it. */
export type Typing = { readonly text: string; readonly end?: 'entered' | 'left' | 'interrupted' };

const enter = new Set(['\r', '\n']);
const erase = new Set(['\u007f', '\b']);
const [interrupt, leave, clear] = ['\u0003', '\u0004', '\u0015'];

/** What typing one more character leads to. */
export function typed({ text }: Typing, character: string): Typing {
  if (enter.has(character)) return { text, end: 'entered' };
  if (erase.has(character)) return { text: [...text].slice(0, -1).join('') };
  if (character === interrupt) return { text: '', end: 'interrupted' };
  if (character === leave) return { text, end: text === '' ? 'left' : 'entered' };
  if (character === clear) return { text: '' };
  return { text: character < ' ' ? text : text + character };
}

/** Arrow keys and the marks that terminals put around what is pasted. */
const steering = /\u001b(?:\[[0-9;?]*[A-Za-z~]|O[A-Z])/g;

/**
 * One line from a person, of which nothing is shown. Undefined when they leave: Ctrl-D, or nothing entered. With Ctrl-C
 * the whole program is asked to end.
 */
export async function readHidden(question: string, signal: AbortSignal = stopped): Promise<string | undefined> {
  const { stdin, stderr } = process;
  stdin.setEncoding('utf8').setRawMode(true); // Before anybody is asked: what is typed at once is not shown either.
  try {
    stderr.write(`${question} (it is not shown): `);
    const { text, end } = await lineTyped(AbortSignal.any([signal, stopped]));
    if (end === 'interrupted') {
      process.kill(process.pid, 'SIGINT');
      await new Promise<void>(resolve => void stopped.addEventListener('abort', () => resolve()));
    }
    stopped.throwIfAborted();
    return end === 'left' || text.trim() === '' ? undefined : text;
  } finally {
    stdin.setRawMode(false).pause();
    stderr.write('\n');
  }
}

function lineTyped(signal: AbortSignal): Promise<Typing> {
  const { stdin } = process;
  return new Promise((resolve, reject) => {
    let sofar: Typing = { text: '' };
    const done = (act: () => void) => {
      stdin.off('data', hear).off('end', left);
      signal.removeEventListener('abort', stop);
      act();
    };
    const hear = (piece: string) => {
      for (const character of piece.replace(steering, '')) {
        sofar = typed(sofar, character);
        if (sofar.end !== undefined) return done(() => resolve(sofar));
      }
    };
    const left = () => done(() => resolve({ text: '', end: 'left' }));
    const stop = () => done(() => reject(signal.reason));
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', stop);
    stdin.on('data', hear).on('end', left).resume();
  });
}
