import { spawn } from 'node:child_process';

const openers: Readonly<Record<string, string>> = { darwin: 'open' };

/** Opens a page in the person's browser, if there is a program for that. It is no error when there is none. */
export function openInBrowser(page: string, env: Readonly<Record<string, string | undefined>>): void {
  const opener = openers[process.platform] ?? 'xdg-open';
  spawn(opener, [page], { env: { ...env }, stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
