import { buttonId, type ButtonUse } from '../../../domain/outbox/button.js';
import type { Button } from '../../../domain/outbox/parcel.js';
import { withFooter } from '../../../domain/turn/answering/footer.js';
import type { Post } from '../../../ports/chat.js';
import { drawn } from '../wire/buttons.js';
import { discordTakes } from '../wire/limits.js';
import { hasUnlistedLink } from './links.js';

/** What one message can hold. */
export const longestContent = discordTakes.text;

const suppressEmbeds = 4;

const labels: Readonly<Record<Button, string>> = {
  regenerate: 'Regenerate',
  delete: 'Delete',
  'what-happened': 'What happened?',
};

export type MessageBody = {
  readonly content: string;
  readonly allowed_mentions: { readonly parse: readonly never[] };
  readonly flags: number;
  readonly components: readonly unknown[];
};

/** The one place where it is decided what goes with a text: nobody is pinged, and nothing shows itself unasked. */
export const bodyOf = (
  content: string,
  {
    buttons = [],
    listed = none,
  }: { readonly buttons?: readonly ButtonUse[]; readonly listed?: ReadonlySet<string> } = {},
): MessageBody => ({
  content,
  allowed_mentions: { parse: [] },
  flags: hasUnlistedLink(content, listed) ? suppressEmbeds : 0,
  components: drawn(buttons.flatMap(labelled)),
});

const none: ReadonlySet<string> = new Set();

const labelled = (use: ButtonUse) => {
  const id = buttonId(use);
  return id === undefined ? [] : [{ id, label: labels[use.what], isDangerous: use.what === 'delete' }];
};

export const buttonsOf = ({ buttons, reference, obeys }: Post): readonly ButtonUse[] =>
  buttons.map(what => ({ what, reference, accountId: obeys }));

/** What is said with its small print, where both fit into one message. */
export function withSmallPrint(text: string, footer: string | null): string {
  const whole = footer === null ? text : withFooter(text, footer);
  return whole.length <= longestContent ? whole : text;
}
