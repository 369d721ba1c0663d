import type { Doorbell } from '../../../ports/doorbell.js';
import type { Hash } from '../../../ports/hash.js';
import type { SignIn } from '../../../ports/sign-in.js';
import { TzurotError } from '../../errors.js';
import type { User } from '../../user/user.js';
import { storeKey, type OwnKeyPorts, type Stored } from '../keys/actions.js';
import { Secret } from '../secret.js';
import { codeIn, pastedCode } from './code.js';

export type LoginPorts = OwnKeyPorts & {
  readonly doorbell: Doorbell;
  readonly signIn: SignIn;
  readonly hash: Hash;
};

/** Leads a person to where they sign in, and takes what they bring back. */
export type Guide = {
  /** Shows a person the page to sign in at. */
  show(page: string): void;
  /** What a person pastes who cannot be sent back here. Undefined when nobody will. */
  pasted(signal: AbortSignal): Promise<string | undefined>;
  readonly signal: AbortSignal;
};

const verifierBytes = 32;
const stateBytes = 16;
const patienceMs = 10 * 60 * 1000;

/**
 * Lets a person sign in with a browser, and stores the key they get as their own. What is shown and sent through the
 * browser is worth nothing without the verifier, which stays here.
 */
export async function login(ports: LoginPorts, actor: User, guide: Guide): Promise<Stored> {
  const { doorbell, entropy, hash, signIn } = ports;
  const verifier = new Secret(base64url(entropy.bytes(verifierBytes)));
  const challenge = base64url(Buffer.from(hash.sha256(verifier.reveal()), 'hex'));
  const door = await doorbell.open(`/callback/${base64url(entropy.bytes(stateBytes))}`);
  const leaving = new AbortController();
  const signal = AbortSignal.any([leaving.signal, guide.signal]);
  try {
    guide.show(signIn.page({ callback: door.address, challenge }));
    const code = await Promise.race([
      door.visitor(signal).then(codeIn),
      pasted(guide, door.address, signal),
      ports.clock.sleep(patienceMs, signal).then(() => Promise.reject(tooLate())),
    ]);
    return await storeFresh(ports, actor, await redeemed(ports, { code, verifier }));
  } finally {
    leaving.abort();
    await door.close();
  }
}

async function redeemed({ signIn, hiding }: LoginPorts, visit: { code: Secret; verifier: Secret }): Promise<Secret> {
  const releases = [hiding.hide(visit.code), hiding.hide(visit.verifier)];
  try {
    return await signIn.redeem(visit);
  } finally {
    for (const release of releases) release();
  }
}

/** A key that was just made is kept also when nothing can be learnt about it: nobody could ask for it again. */
async function storeFresh(ports: LoginPorts, actor: User, key: Secret): Promise<Stored> {
  try {
    return await storeKey(ports, actor, 'openrouter', key, { verify: true });
  } catch (error) {
    if (!(error instanceof TzurotError) || error.code !== 'unavailable') throw error;
    const stored = await storeKey(ports, actor, 'openrouter', key, { verify: false });
    return { ...stored, remarks: [...stored.remarks, 'What it may spend could not be asked; try it later.'] };
  }
}

/** Never, when nothing is pasted: then it is for somebody else to come first. */
async function pasted(guide: Guide, address: string, signal: AbortSignal): Promise<Secret> {
  const text = await guide.pasted(signal);
  return text === undefined || text.trim() === '' ? new Promise(() => {}) : pastedCode(text, address);
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

const tooLate = () =>
  new TzurotError('unavailable', 'Nobody came back from signing in within ten minutes. Nothing was stored.', {
    try: 'login openrouter',
  });
