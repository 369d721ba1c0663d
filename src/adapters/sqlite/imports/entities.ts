import type { Entity } from '../../../domain/import/staged.js';
import { termsOf } from '../../../domain/memory/terms.js';
import type { Database } from '../database.js';
import type { EntityStore } from './entity-store.js';
import { columnStore } from './column-store.js';
import { ownerStore } from './owner-store.js';
import { personalityStore } from './personality-store.js';
import { rowStore } from './row-store.js';

const told = { text: 'text', saidAt: 'said_at', isDated: 'is_dated' };

const loreColumns = {
  title: 'title', keys: 'keys', content: 'content', constant: 'constant', enabled: 'enabled', position: 'position',
  rules: 'rules',
}; // prettier-ignore

/** Everything that a batch changes as a whole, by its kind. */
export const entityStores = (db: Database): Readonly<Record<Entity, EntityStore>> => ({
  personality: personalityStore(db),
  memory: columnStore(db, {
    table: 'memories',
    columns: told,
    derived: ({ text }) => ({ terms: termsOf(String(text)).join(' ') }),
  }),
  message: columnStore(db, { table: 'messages', columns: told }),
  lore: columnStore(db, { table: 'lore', columns: loreColumns }),
  sender: ownerStore(db),
  origin: rowStore(db, {
    table: 'origins',
    keys: ['personality_id'],
    columns: { format: 'format', document: 'document' },
  }),
  persona: rowStore(db, {
    table: 'personas',
    keys: ['id'],
    columns: { userId: 'user_id', name: 'name', pronouns: 'pronouns', about: 'about', isDefault: 'is_default' },
  }),
  override: rowStore(db, {
    table: 'overrides',
    keys: ['user_id', 'personality_id'],
    columns: { personaId: 'persona_id', sidecar: 'sidecar', model: 'model', params: 'params' },
  }),
  activation: rowStore(db, {
    table: 'activations',
    keys: ['channel_id', 'personality_id'],
    columns: { slot: 'slot', activatedBy: 'activated_by' },
  }),
  verification: rowStore(db, {
    table: 'verifications',
    keys: ['discord_id'],
    columns: { verifiedAt: 'verified_at' },
  }),
  block: rowStore(db, { table: 'blocks', keys: ['target', 'discord_id'], columns: { reason: 'reason' } }),
  preference: rowStore(db, { table: 'preferences', keys: ['discord_id', 'name'], columns: { value: 'value' } }),
  person: rowStore(db, {
    table: 'foreign_people',
    keys: ['format', 'foreign_id'],
    columns: { userId: 'user_id', name: 'name', note: 'note', claimed: 'claimed' },
  }),
});
