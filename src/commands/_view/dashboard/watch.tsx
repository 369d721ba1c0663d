import { render } from 'ink';
import { stopped } from '../../_signals.js';
import { Dashboard, type Seen, type Watched } from './dashboard.js';

/** Shows the dashboard on a screen of its own until the person leaves, and gives the terminal back as it was. */
export async function watchUsage(watched: Watched, first: Seen): Promise<void> {
  if (stopped.aborted) return;
  const { unmount, waitUntilExit } = render(<Dashboard watched={watched} first={first} />, {
    alternateScreen: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const leave = () => unmount();
  stopped.addEventListener('abort', leave, { once: true });
  process.stdin.once('end', leave);
  try {
    await waitUntilExit();
  } finally {
    stopped.removeEventListener('abort', leave);
    process.stdin.off('end', leave);
  }
}
