/** What is to be thought of something, and the command that helps. */
export type Judgement = {
  readonly status: 'ok' | 'warn' | 'fail' | 'skip';
  readonly message: string;
  readonly try?: string;
};
