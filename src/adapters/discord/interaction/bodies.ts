import type { Form, Reply } from '../../../domain/interaction/asked.js';
import { hasUnlistedLink } from '../speaking/links.js';
import { components, drawn } from '../wire/buttons.js';
import { fittingChoices, fittingForm, fittingText } from '../wire/limits.js';

const ephemeral = 64;
const suppressEmbeds = 4;
const nowhere: ReadonlySet<string> = new Set();
const styles = { short: 1, paragraph: 2 } as const;
const callbacks = { message: 4, deferred: 5, choices: 8, form: 9 } as const;

/** What may still be said of a message that is there already: whether somebody reads it alone was decided before. */
export const lastingFlags = (flags: number) => ((flags & suppressEmbeds) === 0 ? {} : { flags: suppressEmbeds });

/** A message as an answer to an interaction. It pings nobody, and shows nothing of what it links to. */
export const messageBody = ({ text, buttons = [] }: Reply, isPrivate: boolean) => ({
  content: fittingText(text),
  flags: (isPrivate ? ephemeral : 0) | (hasUnlistedLink(text, nowhere) ? suppressEmbeds : 0),
  allowed_mentions: { parse: [] },
  components: drawn(buttons),
});

export const replyCallback = (reply: Reply, isPrivate: boolean) => ({
  type: callbacks.message,
  data: messageBody(reply, isPrivate),
});

export const deferCallback = (isPrivate: boolean) => ({
  type: callbacks.deferred,
  data: { flags: isPrivate ? ephemeral : 0, allowed_mentions: { parse: [] } },
});

export const choicesCallback = (choices: readonly { readonly name: string; readonly value: string }[]) => ({
  type: callbacks.choices,
  data: { choices: fittingChoices(choices) },
});

export function formCallback(form: Form) {
  const { id, title, fields } = fittingForm(form);
  return {
    type: callbacks.form,
    data: {
      custom_id: id,
      title,
      components: fields.map(field => ({
        type: components.label,
        label: field.label,
        component: {
          type: components.textInput,
          custom_id: field.id,
          style: field.isLong ? styles.paragraph : styles.short,
          required: field.isRequired,
          ...(field.hint !== null && field.hint !== '' && { placeholder: field.hint }),
        },
      })),
    },
  };
}
