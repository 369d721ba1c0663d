import { readDemo } from '../../app/demo.js';
import type { App } from '../../app.js';
import { localAccount } from '../../domain/user/user.js';

/** Makes sure that the demo personality lives in the demo's home. */
export async function openDemo(app: App): Promise<void> {
  const { personality } = await readDemo();
  const owner = await app.user.meet(localAccount);
  await app.demo.moveIn(owner.id, personality);
}
