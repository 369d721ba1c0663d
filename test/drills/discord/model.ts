import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A model in a process of its own, which takes so long for each answer. */
export async function startModel(takesMs: number): Promise<{ readonly url: string } & Disposable> {
  const child = fork(new URL('model-server.ts', import.meta.url), [String(takesMs)], {
    execArgv: [],
    stdio: 'inherit',
  });
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/v1`, [Symbol.dispose]: () => child.disconnect() };
}
