/** Shorter than this, a value cannot be told from ordinary words, and is left alone. */
export const shortestSecret = 6;

/** Every way in which a secret is likely to be written down. */
export function spellingsOf(secret: string): string[] {
  const all = [...textsOf(secret), ...bytesOf(secret).flatMap(encodingsOf)];
  return [...new Set(all)].filter(({ length }) => length >= shortestSecret);
}

/** As text: as it is, in a URL or a form, and in JSON, also in JSON within JSON. */
function textsOf(secret: string): string[] {
  const whole = secret.toWellFormed();
  const inUrl = encodeURIComponent(whole);
  const inForm = new URLSearchParams([['', whole]]).toString().slice(1);
  const inJson = [inJsonOf(secret), asciiJsonOf(secret)].flatMap(text => [
    text,
    text.replaceAll('/', '\\/'),
    inJsonOf(text),
  ]);
  return [secret, whole, inUrl, inForm, encodeURI(whole), lowerEscapes(inUrl), lowerEscapes(inForm), ...inJson];
}

const inJsonOf = (text: string): string => JSON.stringify(text).slice(1, -1);
const asciiJsonOf = (text: string): string =>
  inJsonOf(text).replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const lowerEscapes = (text: string): string => text.replace(/%[0-9A-F]{2}/g, escape => escape.toLowerCase());

/** The bytes of a secret. One that is written in hexadecimal stands for other bytes besides its own. */
function bytesOf(secret: string): Buffer[] {
  const own = Buffer.from(secret);
  return /^(?:[0-9a-f]{2}){16,}$/i.test(secret) ? [own, Buffer.from(secret, 'hex')] : [own];
}

function encodingsOf(bytes: Buffer): string[] {
  const base64 = [0, 1, 2].map(offset => insideBase64(bytes, offset));
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase(), ...base64, ...base64.map(text => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** The part of a base64 text that depends on these bytes alone, when they come so many after a whole group of three. */
function insideBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}
