import { shapes } from './shapes.js';
import { spellingsOf } from './spellings.js';

/** Takes secrets out of text: those it was told to remember, and whatever has the shape of one. */
export type Redactor = {
  /** Hides this value from now on, however it is encoded. As often as it is remembered, it must be forgotten. */
  remember(secret: string): void;
  forget(secret: string): void;
  redactText(text: string): string;
  /** Of a line of JSON. What is left is JSON still. */
  redactLine(line: string): string;
};

const hidden = '[secret]';

export function redactor(): Redactor {
  const remembered = new Map<string, { readonly times: number; readonly spellings: readonly string[] }>();
  let spellings: readonly string[] = [];
  const refresh = () => {
    const all = [...remembered.values()].flatMap(secret => secret.spellings);
    spellings = all.toSorted((a, b) => b.length - a.length);
  };

  const redactText = (text: string): string => withoutHiding(withoutShapes(withoutKnown(text, spellings)));
  const redactToken = (token: string): string => {
    const isText = token.startsWith('"');
    const text: string = isText ? JSON.parse(token) : token;
    const redacted = redactText(text);
    return redacted === text ? token : JSON.stringify(redacted);
  };

  return {
    remember(secret) {
      const known = remembered.get(secret);
      remembered.set(secret, { times: (known?.times ?? 0) + 1, spellings: known?.spellings ?? spellingsOf(secret) });
      if (known === undefined) refresh();
    },
    forget(secret) {
      const known = remembered.get(secret);
      if (known === undefined) return;
      if (known.times > 1) return void remembered.set(secret, { ...known, times: known.times - 1 });
      remembered.delete(secret);
      refresh();
    },
    redactText,
    redactLine: line => line.replace(jsonToken, redactToken),
  };
}

/** The texts and the long numbers in JSON that is well formed. */
const jsonToken = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]{5,}/g;

const withoutKnown = (text: string, spellings: readonly string[]): string =>
  spellings.reduce((rest, spelling) => (rest.includes(spelling) ? rest.replaceAll(spelling, hidden) : rest), text);

const withoutShapes = (text: string): string =>
  shapes.reduce((rest, { pattern, mask }) => rest.replace(pattern, mask), text);

/** A secret may travel as part of something that is encoded: so whatever may be base64 is looked into. */
const withoutHiding = (text: string): string => text.replace(/[\w+/-]{24,}={0,2}/g, run => (hides(run) ? hidden : run));

/** The run may have begun before the encoded part did. */
const hides = (run: string): boolean =>
  [0, 1, 2, 3].some(skipped => {
    const inside = Buffer.from(run.slice(skipped), 'base64').toString('latin1');
    return shapes.some(({ pattern }) => inside.search(pattern) !== -1);
  });
