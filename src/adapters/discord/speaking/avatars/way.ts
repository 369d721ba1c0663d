/** One way to let Discord see a picture. */
export type Way = {
  readonly name: 'address' | 'emoji' | 'vault';
  /** Where this picture can be seen, put there if need be. Null where this way cannot take it. */
  urlOf(sha256: string): Promise<string | null>;
  /** How long an address is good. */
  readonly lastsMs: number;
};
