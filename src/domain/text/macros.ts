import { bracesIn } from './braces.js';

/** Who is meant by the names in a text. */
export type Names = { readonly char: string; readonly user: string };

/** A number from 0 up to but without 1 for some words, the same for the same. */
type Chance = (words: string) => number;

/** `random` is for what differs from turn to turn, `pick` for what stays as it was once picked. */
export type Luck = { readonly random: Chance; readonly pick: Chance };

/** Puts names where a text has places for them. Nothing else is changed. */
export function placeholders({ char, user }: Names): (text: string) => string {
  const name = nameFor({ char, user });
  return text => bracesIn(text, { inside: name, outside: piece => named(piece, name) });
}

/**
 * Puts in place all that the card formats know: names, choices, dice, comments. `of` tells texts apart, so that each has
 * choices of its own. What nobody knows stays as it was written.
 */
export function macros(names: Names, luck: Luck): (text: string, of: string) => string {
  const name = nameFor(names);
  return (text, of) =>
    bracesIn(text, {
      inside: (macro, at) => name(macro) ?? valueOf(macro, `${of} ${at}`, luck),
      outside: piece => named(piece, name).replace(angled, (whole, who: string) => name(who) ?? whole),
    });
}

/** A text as other lore listens to it: without comments, and with what was hidden in it to be heard. */
export const scannable = (text: string): string =>
  bracesIn(text, {
    inside: macro => {
      const { name, rest } = parsed(macro);
      if (name === 'hidden_key') return rest;
      return name === '//' || name === 'comment' ? '' : undefined;
    },
    outside: piece => piece,
  });

type NameFor = (word: string) => string | undefined;

const nameFor =
  ({ char, user }: Names): NameFor =>
  word => {
    const who = word.toLowerCase();
    if (who === 'user') return user;
    return who === 'char' || who === 'bot' ? char : undefined;
  };

const single = /\{(char|user|assistant|shape)\}/gi;
const angled = /<(bot|char|user)>/gi;

const named = (piece: string, name: NameFor): string =>
  piece.replace(single, (whole, who: string) => name(who) ?? name('char') ?? whole);

/** The value of a macro that is more than a name. */
function valueOf(macro: string, of: string, { random, pick }: Luck): string | undefined {
  const { name, rest } = parsed(macro);
  switch (name) {
    case '//':
    case 'comment':
    case 'hidden_key':
    case 'original':
      return '';
    case 'random':
      return oneOf(choicesIn(rest), random(of));
    case 'pick':
      return oneOf(choicesIn(rest), pick(of));
    case 'roll':
      return rolled(rest, die => random(`${of} ${die}`));
    case 'reverse':
      return [...rest].toReversed().join('');
    default:
      return undefined;
  }
}

const written = /^([a-z_]+)(?:(?::| )(.*))?$/is;

function parsed(macro: string): { readonly name: string; readonly rest: string } {
  if (macro.startsWith('//')) return { name: '//', rest: '' };
  const [, name = '', rest = ''] = written.exec(macro) ?? [];
  return { name: name.toLowerCase(), rest };
}

/** `A,B`, where a comma can be written `\,`; or `:A::B`, as some write it. */
function choicesIn(rest: string): string[] {
  const list = rest.startsWith(':') ? rest.slice(1) : rest;
  const choices = list.includes('::') ? list.split('::') : list.split(/(?<!\\),/);
  return choices.map(choice => choice.replaceAll('\\,', ',').trim());
}

const oneOf = (choices: readonly string[], chance: number): string =>
  choices[Math.floor(chance * choices.length)] ?? '';

/** `6`, `d6` or `2d6`. */
function rolled(dice: string, chance: (die: number) => number): string | undefined {
  const [, count, sides] = /^:?\s*(?:(\d{0,2})d)?(\d{1,9})\s*$/i.exec(dice) ?? [];
  if (sides === undefined || Number(sides) === 0) return undefined;
  const rolls = Array.from(
    { length: Number(count ?? '') || 1 },
    (_, die) => Math.floor(chance(die) * Number(sides)) + 1,
  );
  return String(rolls.reduce((sum, roll) => sum + roll, 0));
}
