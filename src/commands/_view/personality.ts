import { harmless } from '../../domain/text/harmless.js';
import type { Shown } from '../_personality.js';
import { sizeOf } from './import.js';
import type { Paint } from './paint.js';

const longestField = 600;

/** A personality on a page: who they are, then every field that is set. */
export function personalityPage(personality: Shown, paint: Paint): string {
  const { displayName, slug, aliasesDisplay, counts, birthday, llm, errorMessage, source } = personality;
  const facts = [
    ['slug', slug],
    ['aliases', aliasesDisplay.join(', ')],
    ['owner', `${personality.ownerId ?? 'nobody'}, ${personality.isPublic ? 'open to everybody' : 'private'}`],
    [
      'birthday',
      birthday === null ? '' : [birthday.year, birthday.month, birthday.day].filter(part => part !== null).join('-'),
    ],
    ['model', [llm.provider, llm.model].filter(part => part !== null).join(' / ')],
    ['parameters', listed(llm.params)],
    ['voice', personality.voice === null ? '' : voiceLine(personality.voice)],
    ['picture', personality.avatar === null ? '' : `${personality.avatar.type}, ${sizeOf(personality.avatar.bytes)}`],
    ['when failing', errorMessage ?? ''],
    [
      'remembers',
      personality.isStateless ? 'nothing, by design' : `${counts.memories} memories, ${counts.messages} lines`,
    ],
    ['lore', counts.lore === 0 ? '' : `${counts.lore} ${counts.lore === 1 ? 'entry' : 'entries'}`],
    ['comes from', source === null ? '' : `${source.format}, as ${source.foreignId}, with batch ${source.batch}`],
  ].filter(([, value]) => value !== '');
  const fields = [...Object.entries(personality.prompt), ...Object.entries(personality.manner)].map(
    ([name, value]) => `${paint('cyan', name)}\n${indented(cut(inWords(value)))}`,
  );
  return [
    paint('bold', harmless(displayName)),
    ...facts.map(([name = '', value = '']) => `${paint('dim', name.padEnd(13))} ${harmless(value)}`),
    ...fields.map(field => `\n${field}`),
  ].join('\n');
}

/** Only what is set: null means that the voice service decides, and 0 is a choice. */
function voiceLine({ id, ...rest }: NonNullable<Shown['voice']>): string {
  const choices = listed(rest);
  return choices === '' ? id : `${id} (${choices})`;
}

const listed = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

function inWords(value: string | boolean | readonly string[] | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : (value ?? []).map(each => `- ${each}`).join('\n');
}

const cut = (text: string) =>
  text.length <= longestField ? text : `${text.slice(0, longestField).trimEnd()}… (${text.length} characters)`;

const indented = (text: string) =>
  harmless(text)
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n');
