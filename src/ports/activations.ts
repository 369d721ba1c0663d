import type { Activation } from '../domain/activation/activation.js';

/** Who speaks in a channel without being called. */
export interface Activations {
  /** Of these channels, by channel and slot. */
  of(channelIds: readonly string[]): Promise<Activation[]>;
  all(): Promise<Activation[]>;
  /**
   * Adds one in the next slot. False when it is active there already. An explicit off of the channel ends with it either way.
   * Throws `not_found` when there is no such personality.
   */
  add(activation: Omit<Activation, 'slot'>): Promise<boolean>;
  /** False where it was not active. */
  remove(channelId: string, slug: string): Promise<boolean>;
  /** Channels of these in which nobody speaks uncalled, whatever holds around them. */
  silenced(channelIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Nobody speaks here uncalled from now on; or what holds around it does again. */
  silence(channelId: string, isSilent: boolean): Promise<void>;
}
