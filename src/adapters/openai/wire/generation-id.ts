/** A generation's id as it may be sent back. Undefined for what is none. */
export const generationIdIn = (text: string): string | undefined =>
  /^[\x21-\x7e]{1,200}$/.test(text) ? text : undefined;
