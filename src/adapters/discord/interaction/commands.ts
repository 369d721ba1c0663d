import * as z from 'zod';
import type { CommandShape, OptionShape, Permission } from '../../../domain/interaction/asked.js';
import { may } from '../wire/permissions.js';
import { each } from '../wire/values.js';
import { fittingCommand } from '../wire/limits.js';
import { optionKinds } from './wire.js';

const kindOf = {
  text: optionKinds.text,
  number: optionKinds.number,
  flag: optionKinds.flag,
  channel: optionKinds.channel,
};
const contexts = { guild: 0, direct: 1 } as const;
const installedInGuild = 0;
const slashCommand = 1;

const bitsOf: Readonly<Record<Permission, bigint>> = {
  'manage-channels': may.manageChannels,
  'manage-server': may.manageServer,
};

const choiceSchema = z.object({ name: z.string(), value: z.string() });

/* What is compared. Whatever else Discord says about a command is its own. */
const leafSchema = z.object({
  type: z.int(),
  name: z.string(),
  description: z.string().catch(''),
  required: z.boolean().catch(false),
  autocomplete: z.boolean().catch(false),
  choices: each(choiceSchema),
});
const optionSchema = leafSchema.extend({ options: each(leafSchema) });
const commandSchema = z.object({
  name: z.string(),
  description: z.string().catch(''),
  type: z.int().catch(slashCommand),
  default_member_permissions: z
    .string()
    .nullish()
    .catch(null)
    .transform(bits => bits ?? null),
  contexts: z.array(z.int()).nullish().catch(null).transform(sorted),
  integration_types: z.array(z.int()).nullish().catch(null).transform(sorted),
  options: each(optionSchema),
});

export type WireCommand = z.infer<typeof commandSchema>;

function sorted(numbers: readonly number[] | null | undefined): number[] {
  return (numbers ?? []).toSorted((a, b) => a - b);
}

/** The commands that Discord knows already. */
export const parseCommands = (value: unknown): WireCommand[] => each(commandSchema, 200).parse(value);

/** A command as Discord takes it, and gives it back. */
export function wireCommand(shape: CommandShape): WireCommand {
  const { name, description, permission, inDirectMessages, options, parts } = fittingCommand(shape);
  return {
    name,
    description,
    type: slashCommand,
    default_member_permissions: permission === null ? null : String(bitsOf[permission]),
    contexts: inDirectMessages ? [contexts.guild, contexts.direct] : [contexts.guild],
    integration_types: [installedInGuild],
    options: [
      ...parts.map(part => ({
        type: optionKinds.part,
        name: part.name,
        description: part.description,
        required: false,
        autocomplete: false,
        choices: [],
        options: leaves(part.options),
      })),
      ...leaves(options).map(option => ({ ...option, options: [] })),
    ],
  };
}

/** Discord wants those first that have to be given. */
const leaves = (options: readonly OptionShape[]) =>
  [...options.filter(({ isRequired }) => isRequired), ...options.filter(({ isRequired }) => !isRequired)].map(
    ({ kind, name, description, isRequired, choices, isCompleted }) => ({
      type: kindOf[kind],
      name,
      description,
      required: isRequired,
      autocomplete: isCompleted === true,
      choices: (choices ?? []).map(choice => ({ name: choice.name, value: choice.value })),
    }),
  );

/** How many commands have to be made, changed or taken away. */
export function differences(there: readonly WireCommand[], wanted: readonly WireCommand[]): number {
  const known = new Map(there.map(command => [command.name, spelled(command)]));
  const changed = wanted.filter(command => known.get(command.name) !== spelled(command)).length;
  const names = new Set(wanted.map(({ name }) => name));
  return changed + there.filter(({ name }) => !names.has(name)).length;
}

/** The same for the same command, in whatever order its members stand. */
const spelled = (command: WireCommand): string => JSON.stringify(commandSchema.parse(command));

/** Without what a kind of option does not have: Discord refuses some of it even when it is empty. */
export const commandBody = ({ options, ...command }: WireCommand) => ({
  ...command,
  options: options.map(option =>
    option.type === optionKinds.part
      ? {
          type: option.type,
          name: option.name,
          description: option.description,
          options: option.options.map(leafBody),
        }
      : leafBody(option),
  ),
});

const leafBody = ({ type, name, description, required, autocomplete, choices }: z.infer<typeof leafSchema>) => ({
  type,
  name,
  description,
  required,
  ...(autocomplete && { autocomplete }),
  ...(choices.length > 0 && { choices }),
});
