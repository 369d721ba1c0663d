import type { Params } from '../params/params.js';
import type { RequestType } from '../usage/usage.js';
import type { User } from '../user/user.js';
import type { BillingIdentity, Wanted } from '../wallet/billing/identity.js';
import type { Prompt } from './prompt.js';
import type { Tool } from './tool.js';

/** A model, and how it is to write. How much at most has to be said, for that is what it may cost. */
export type Wish = { readonly model: Wanted; readonly params: Params & { readonly max_tokens: number } };

/** What is asked of a model, for whom, and on whose behalf. */
export type Ask = {
  readonly user: Pick<User, 'id' | 'timezone'>;
  /** Who pays, decided before. The fallback is paid by the same, or not asked. */
  readonly identity: BillingIdentity;
  readonly type: RequestType;
  readonly personalityId: string | null;
  readonly guildId: string | null;
  readonly wish: Wish;
  /** What answers when that one cannot. */
  readonly fallback: Wish | null;
  readonly prompt: Prompt;
  readonly tools?: readonly Tool[];
  /** Whoever asks under the same name at the same time, for the same person, shares one answer. */
  readonly sameAs?: string;
};
