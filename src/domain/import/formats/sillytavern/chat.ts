import { slugOf } from '../../../personality/slug.js';
import type { Glimpse } from '../../format.js';
import type { Subject } from '../../found.js';
import { baseOf, folderOf, stepsOf } from '../cards/paths.js';
import { isFields, own, textOf, type Fields } from '../cards/values.js';

/** What is known of a chat before its lines are read. */
export type Chat = {
  /** What it is called among those with the same personality. */
  readonly talk: string;
  /** Whom it is with. In a group, who speaks first. */
  readonly subject: Subject | null;
  readonly isGroup: boolean;
};

/** Whether a line is the first one of a chat, which is about the whole of it. */
export const isHeader = (line: Fields): boolean =>
  Object.hasOwn(line, 'chat_metadata') ||
  (Object.hasOwn(line, 'character_name') && Object.hasOwn(line, 'user_name') && !Object.hasOwn(line, 'mes'));

const isMessage = (line: Fields): boolean =>
  Object.hasOwn(line, 'mes') && (Object.hasOwn(line, 'name') || Object.hasOwn(line, 'is_user'));

/** The chat of these first lines, or undefined when they are of no chat. */
export function chatOf({ path }: Pick<Glimpse, 'path'>, lines: readonly unknown[]): Chat | undefined {
  const objects = lines.filter(isFields);
  const [first] = objects;
  if (first === undefined || !(isHeader(first) || objects.some(isMessage))) return undefined;
  const header = isHeader(first) ? first : undefined;
  const isGroup = stepsOf(path).includes('group chats') || objects.some(isOfGroup);
  const speaker = objects.filter(isMessage).find(isOfPersonality);
  const name = isGroup
    ? nameIn(speaker)
    : (nameIn(header, 'character_name') ?? folderBelowChats(path) ?? nameIn(speaker) ?? folderOf(path));
  return { talk: baseOf(path), subject: subjectNamed(name), isGroup };
}

const isOfPersonality = (line: Fields) => own(line, 'is_user') !== true && own(line, 'is_system') !== true;

/** Only in a group does a line say whose picture it has by itself. */
const isOfGroup = (line: Fields) => textOf(own(line, 'original_avatar')) !== undefined;

/** A chat of `chats/Lilith/` is with Lilith. */
function folderBelowChats(path: string): string | undefined {
  const steps = stepsOf(path);
  return steps.at(-3) === 'chats' ? steps.at(-2) : undefined;
}

/** A name that is one: the newest headers have “unused” in place of it. */
export function nameIn(line: Fields | undefined, field = 'name'): string | undefined {
  const name = line === undefined ? undefined : textOf(own(line, field))?.trim();
  return name === '' || name === 'unused' ? undefined : name;
}

/** The one whom a path or a line calls so. */
export function subjectNamed(name: string | undefined): Subject | null {
  const slug = name === undefined ? undefined : slugOf(name);
  return slug === undefined ? null : { foreignId: null, slug };
}
