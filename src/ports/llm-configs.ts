import type { LlmConfig } from '../domain/llm-config/llm-config.js';
import type { Micros } from '../domain/time.js';

/** How many places a config is chosen in: by people for everywhere, and by people with one personality. */
export type ConfigUses = { readonly everywhere: number; readonly withPersonality: number };

/**
 * Named choices of a model. Names are unique for one owner, and among those of nobody, by their folded form; whose a
 * config is never changes. A config goes when its owner goes. Each call is atomic.
 */
export interface LlmConfigs {
  /** Everybody’s, and this person’s own: by folded name, own ones first. Without a person everybody’s alone. */
  seenBy(userId: string | null): Promise<LlmConfig[]>;
  /** Throws `conflict` when its owner has one of this name. */
  create(config: LlmConfig): Promise<void>;
  /** Throws `not_found` when it does not exist, and `conflict` when it was changed since `readAt`, its `updatedAt` then. */
  update(config: LlmConfig, readAt: Micros): Promise<void>;
  /** Where people have chosen it by its name. Whoever has one of their own of the same name has chosen that. */
  usesOf(id: string): Promise<ConfigUses>;
  /** Removes it, and it is chosen nowhere any more. Says where it was, and undefined when there was none. */
  remove(id: string): Promise<ConfigUses | undefined>;
}
