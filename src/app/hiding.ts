import { redactor } from '../adapters/log/redact.js';
import type { Secret } from '../domain/wallet/secret.js';

/** What is in use anywhere in this process, for what is said of an error when no app is open any more. */
export const inUse = redactor();

/** Takes secrets out of what is shown of errors: those of the environment, those in use, and whatever looks like one. */
export function errorRedactor(secrets: readonly Secret[]): (text: string) => string {
  for (const secret of secrets) inUse.remember(secret.reveal());
  return text => inUse.redactText(text);
}
