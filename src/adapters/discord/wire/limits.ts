import { clip } from './clip.js';
import type { CommandShape, Form, OptionShape, Reply } from '../../../domain/interaction/asked.js';

/** What Discord takes at most, in UTF-16 units and numbers of things. */
export const discordTakes = {
  text: 2000,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  customId: 100,
  formTitle: 45,
  formFields: 5,
  fieldLabel: 45,
  fieldHint: 100,
  buttonsPerRow: 5,
  rows: 5,
  buttonLabel: 80,
  commandDescription: 100,
  options: 25,
} as const;

const nothing = '—';
const words = (text: string, most: number) => clip(text.toWellFormed(), most) || nothing;

/** Ids come back as they were sent, so none can be cut. One that is too long is a mistake of ours. */
function wholeId(id: string): string {
  if (id.length === 0 || id.length > discordTakes.customId)
    throw new RangeError(
      `An id of ${id.length} characters does not fit Discord: “${id.slice(0, discordTakes.customId)}”.`,
    );
  return id;
}

export const fittingText = (text: string): string => words(text, discordTakes.text);

type Button = NonNullable<Reply['buttons']>[number];

/** Buttons in rows of five, as many as there is room for. */
export function fittingRows(buttons: readonly Button[]): Button[][] {
  const { buttonsPerRow, rows, buttonLabel } = discordTakes;
  const fitting = buttons
    .slice(0, buttonsPerRow * rows)
    .map(button => ({ ...button, id: wholeId(button.id), label: words(button.label, buttonLabel) }));
  return Array.from({ length: Math.ceil(fitting.length / buttonsPerRow) }, (_, row) =>
    fitting.slice(row * buttonsPerRow, (row + 1) * buttonsPerRow),
  );
}

export const fittingForm = (form: Form): Form => ({
  id: wholeId(form.id),
  title: words(form.title, discordTakes.formTitle),
  fields: form.fields.slice(0, discordTakes.formFields).map(field => ({
    ...field,
    id: wholeId(field.id),
    label: words(field.label, discordTakes.fieldLabel),
    hint: field.hint === null ? null : clip(field.hint, discordTakes.fieldHint),
  })),
});

type Choice = { readonly name: string; readonly value: string };

/** The first ones. One whose value does not fit is left out: cut, it would mean something else. */
export const fittingChoices = (choices: readonly Choice[]): Choice[] =>
  choices
    .filter(({ value }) => value.length > 0 && value.length <= discordTakes.choiceValue)
    .slice(0, discordTakes.choices)
    .map(({ name, value }) => ({ name: words(name, discordTakes.choiceName), value }));

export const fittingOptions = (options: readonly OptionShape[]): OptionShape[] =>
  options.slice(0, discordTakes.options).map(option => ({
    ...option,
    description: words(option.description, discordTakes.commandDescription),
    ...(option.choices !== undefined && { choices: fittingChoices(option.choices) }),
  }));

export const fittingCommand = (command: CommandShape): CommandShape => ({
  ...command,
  description: words(command.description, discordTakes.commandDescription),
  options: fittingOptions(command.options),
  parts: command.parts.slice(0, discordTakes.options).map(part => ({
    ...part,
    description: words(part.description, discordTakes.commandDescription),
    options: fittingOptions(part.options),
  })),
});
