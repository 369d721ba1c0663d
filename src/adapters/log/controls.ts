/** Everything a terminal may take for a command or a new line: C0, C1, line separators, and changes of direction. */
const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** As JSON writes them, which does so for C0 alone. */
export const escapeControls = (line: string): string =>
  line.replace(controls, control => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const withoutControls = (text: string): string => text.replace(controls, ' ');
