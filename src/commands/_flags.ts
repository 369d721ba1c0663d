import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';

export const asFlag = {
  as: Flags.string({ helpValue: 'USER', description: 'Who acts: a Discord id, or local. The owner, when left out.' }),
};

export const userFlag = {
  user: Flags.string({ helpValue: 'USER', description: 'About whom. Other people than oneself only for the owner.' }),
};

export const yesFlag = { yes: Flags.boolean({ char: 'y', description: 'Answer yes to the question.' }) };

export const dryRunFlag = {
  'dry-run': Flags.boolean({ default: false, description: 'Show what would be done, and do nothing.' }),
};

export const listFlags = {
  limit: Flags.integer({ min: 1, helpValue: 'N', description: 'At most so many. On a terminal 50, when left out.' }),
  all: Flags.boolean({ exclusive: ['limit'], description: 'All of them.' }),
};

export const personalityArg = Args.string({
  ignoreStdin: true,
  required: true,
  description: 'A slug, an alias or a name.',
});

const onTerminal = 50;

/** How many rows to show: what was asked for, else all to a script and a screenful to a person. */
export const limitOf = (
  flags: { limit?: number | undefined; all?: boolean | undefined },
  json: boolean,
): number | undefined => {
  if (flags.limit !== undefined) return flags.limit;
  return flags.all === true || json || process.stdout.isTTY !== true ? undefined : onTerminal;
};

export const batchArg = Args.string({ ignoreStdin: true, required: true, description: 'The id of an import.' });
