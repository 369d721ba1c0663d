import type { Config } from '../config.js';
import { loopbackDoorbell } from '../adapters/loopback/doorbell.js';
import { openRouterSignIn } from '../adapters/openrouter/sign-in.js';
import * as login from '../domain/wallet/login/actions.js';
import { lend } from './lend.js';
import type { Ports } from './ports.js';
import { openEgress } from './services.js';

/** What signing in at a provider takes. It is loaded only for that. */
export async function loginOver(ports: Ports, { services }: Config) {
  const signIn = openRouterSignIn(await openEgress(), services.openRouter.url);
  return lend({ ...ports, doorbell: loopbackDoorbell(), signIn }, login).login;
}
