import type { Activation } from '../../domain/activation/activation.js';
import { TzurotError } from '../../domain/errors.js';
import type { Activations } from '../../ports/activations.js';
import type { Database } from './database.js';
import { visible } from './visible.js';

const activations = `SELECT a.channel_id AS channelId, p.slug, a.slot, a.activated_by AS activatedBy
  FROM activations a JOIN personalities p ON p.id = a.personality_id WHERE ${visible('p')}`;
const inOrder = 'ORDER BY a.channel_id, a.slot, p.slug';
const idOf = `(SELECT p.id FROM personalities p WHERE p.slug = @slug AND ${visible('p')})`;

type Adding = Omit<Activation, 'slot'>;

export function sqliteActivations({ sql, read, write }: Database): Activations {
  const listing = sql.prepare<[], Activation>(`${activations} ${inOrder}`);
  const listingOf = sql.prepare<[string], Activation>(
    `${activations} AND a.channel_id IN (SELECT value FROM json_each(?)) ${inOrder}`,
  );
  const knowing = sql.prepare<[{ slug: string }], string | null>(`SELECT ${idOf}`).pluck();
  const adding = sql.prepare<[Adding]>(
    `INSERT INTO activations (channel_id, personality_id, slot, activated_by)
     SELECT @channelId, ${idOf}, coalesce(max(slot) + 1, 0), @activatedBy FROM activations WHERE channel_id = @channelId
     ON CONFLICT (channel_id, personality_id) DO NOTHING`,
  );
  const removing = sql.prepare<[{ channelId: string; slug: string }]>(
    `DELETE FROM activations WHERE channel_id = @channelId AND personality_id = ${idOf}`,
  );
  const silent = sql
    .prepare<[string], string>('SELECT channel_id FROM silenced WHERE channel_id IN (SELECT value FROM json_each(?))')
    .pluck();
  const silencing = sql.prepare<[string]>('INSERT OR IGNORE INTO silenced (channel_id) VALUES (?)');
  const unsilencing = sql.prepare<[string]>('DELETE FROM silenced WHERE channel_id = ?');

  return {
    of: channelIds => read(() => listingOf.all(JSON.stringify(channelIds))),

    all: () => read(() => listing.all()),

    add: ({ channelId, slug, activatedBy }) =>
      write(() => {
        if (knowing.get({ slug }) === null) throw new TzurotError('not_found', `There is no personality “${slug}”.`);
        unsilencing.run(channelId);
        return adding.run({ channelId, slug, activatedBy }).changes > 0;
      }),

    remove: (channelId, slug) => write(() => removing.run({ channelId, slug }).changes > 0),

    silenced: channelIds => read(() => new Set(silent.all(JSON.stringify(channelIds)))),

    silence: (channelId, isSilent) => write(() => void (isSilent ? silencing : unsilencing).run(channelId)),
  };
}
