import * as Flags from '@oclif/core/flags';
import type { App } from '../app.js';
import type { Personality } from '../domain/personality/personality.js';
import { nameKey } from '../domain/personality/words.js';
import { handleOf } from '../domain/user/user.js';
import { actorFor } from './_base.js';

export const setFlag = {
  set: Flags.string({
    multiple: true,
    helpValue: 'FIELD=VALUE',
    description: 'A field and its value, as `personality show --json` names them. An empty value takes it away.',
  }),
};

/** On whose behalf a command acts, as the personality use cases want to know it. */
export const actingFor = async (app: App, as: string | undefined) => actorFor(await app.user.actor(as), app.config);

/** A personality as the command line shows it. */
export async function shown(app: App, actor: Awaited<ReturnType<typeof actingFor>>, personality: Personality) {
  const owner = await app.user.byId(personality.ownerId);
  const { memories, messages, lore } = await app.personality.counts(actor, personality);
  return {
    id: personality.id,
    slug: personality.slug,
    name: personality.name,
    displayName: personality.displayName,
    aliases: personality.aliases.map(nameKey).toSorted(),
    aliasesDisplay: personality.aliases.toSorted(),
    ownerId: owner === undefined ? null : handleOf(owner),
    isPublic: personality.isPublic,
    isStateless: personality.isStateless,
    errorMessage: personality.errorMessage,
    birthday: personality.birthday,
    prompt: personality.prompt,
    llm: personality.llm,
    manner: personality.manner,
    voice: personality.voice,
    avatar: await app.personality.avatar(personality),
    counts: { memories, messages, lore, samples: 0 },
    source: personality.source,
  };
}

export type Shown = Awaited<ReturnType<typeof shown>>;
