const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const otherThanColours =
  /\u001b(?!\[\d{1,2}m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same for text that may be coloured: colours stay, and nothing else that steers a terminal. */
export const harmlessButColours = (text: string): string => text.replace(/\r\n?/g, '\n').replace(otherThanColours, '');

/** Text without characters that steer a terminal or turn the writing around. Line breaks and tabs stay. */
export const harmless = (text: string): string => text.replace(/\r\n?/g, '\n').replace(controls, '');

/** JSON that says the same, with those characters as JSON may spell them: it knows only some of them by itself. */
export const harmlessJson = (json: string): string =>
  json.replace(controls, control => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
