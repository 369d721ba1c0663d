/** A door on this machine, for one visitor who knows the way. */
export type Door = {
  /** Where the visitor is to come: an address on 127.0.0.1, with the path. */
  readonly address: string;
  /** What the visitor brought in the query of the address. Whoever came first counts. Rejects with the signal's reason. */
  visitor(signal: AbortSignal): Promise<URLSearchParams>;
  /** Nobody is let in any more. Harmless when it is closed already. */
  close(): Promise<void>;
};

/**
 * Opens doors that only programs on this machine can reach. Whoever asks for anything but exactly this path, by another
 * name of the machine or in another way than a browser opens a page, finds nothing there, and the door stays open.
 */
export interface Doorbell {
  open(path: string): Promise<Door>;
}
