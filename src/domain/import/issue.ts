/** Something a person should know about what was read. Nothing is lost because of it. */
export type Issue = {
  readonly severity: 'info' | 'warn' | 'error';
  /** A word a script can look for, such as `alias_taken`. */
  readonly code: string;
  readonly file: string;
  /** A JSON pointer, or `line 12`. Empty: the file as a whole. */
  readonly at: string;
  /** What is so, and what can be done. */
  readonly message: string;
};

/** An issue before it is known in which file. */
export type Remark = Omit<Issue, 'file'>;
