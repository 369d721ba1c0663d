import { fold } from '../../../domain/text/fold.js';
import { harmless } from '../../../domain/text/harmless.js';
import { refuse } from '../refusal.js';

const longestName = 4096;
const mostShown = 60;

/** An entry in words: its number, and its name as far as that is fit to be shown. */
export function entryWords(index: number, raw: Buffer): string {
  const text = harmless(raw.subarray(0, longestName).toString('utf8')).replace(/\s+/g, ' ');
  const shown = [...text].slice(0, mostShown).join('');
  return `Entry ${index + 1} of the zip (“${shown}${shown.length < text.length ? '…' : ''}”)`;
}

type Rule = { readonly code: string; readonly isBroken: (name: string) => boolean; readonly words: string };

const rules: readonly Rule[] = [
  { code: 'name_empty', isBroken: name => name === '', words: 'has no name' },
  { code: 'name_nul', isBroken: name => name.includes('\0'), words: 'has a NUL in its name' },
  { code: 'name_control', isBroken: name => /[\u0001-\u001f\u007f]/.test(name), words: 'has a control character in its name' }, // prettier-ignore
  { code: 'name_backslash', isBroken: name => name.includes('\\'), words: 'has a backslash in its name' },
  { code: 'name_absolute', isBroken: name => name.startsWith('/'), words: 'begins at the root of a disk' },
  { code: 'name_drive', isBroken: name => /^[a-zA-Z]:/.test(name), words: 'names a drive' },
  { code: 'name_up', isBroken: name => name.split('/').includes('..'), words: 'leads out of its folder' },
];

/** The name of an entry: a path inside the zip, used for telling and never for opening anything. */
export function checkedName(raw: Buffer, index: number): string {
  const broken = (code: string, words: string) => refuse(code, `${entryWords(index, raw)} ${words}. Nothing of the zip was used.`); // prettier-ignore
  if (raw.length > longestName) return broken('name_too_long', `has a name of ${raw.length} bytes`);
  const name = raw.toString('utf8');
  if (!Buffer.from(name).equals(raw)) return broken('name_not_utf8', 'has a name that is not UTF-8');
  for (const { code, isBroken, words } of rules) if (isBroken(name)) return broken(code, words);
  return name
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/');
}

/** Refuses two entries that would be one file somewhere. */
export function assertDistinct(
  entries: readonly { readonly name: string; readonly raw: Buffer; readonly index: number }[],
): void {
  const exact = new Set<string>();
  const folded = new Set<string>();
  for (const { name, raw, index } of entries) {
    const key = fold(name);
    if (exact.has(name)) clash('name_twice', raw, index, 'has the name of an earlier one');
    if (folded.has(key)) clash('name_case', raw, index, 'differs from an earlier one in case alone');
    exact.add(name);
    folded.add(key);
  }
}

const clash = (code: string, raw: Buffer, index: number, words: string): never =>
  refuse(code, `${entryWords(index, raw)} ${words}. Nothing of the zip was used.`);
