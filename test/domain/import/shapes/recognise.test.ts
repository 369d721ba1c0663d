import { describe, expect, it } from 'vitest';
import { fileOf, recognise } from './read.js';

const id = 'cd447e35-b8b6-48fe-842e-3d437204e52d';
const memory = { id: 'a/b', shape_id: id, senders: [], result: 'x', metadata: {} };
const line = { id: 'x', ts: 1, message: 'hi', reply: null, voice_reply_url: null };
const config = { id, name: 'Lilith', username: 'lilith', jailbreak: 'You', engine_model: 'a/b' };
const story = { id: 'x', shape_id: id, story_type: 'general', content: 'x' };

describe('a file of shapes.inc', () => {
  it.each([
    ['A', 'data/personalities/lilith/lilith.json', config, 'config', 'lilith', id],
    ['A', 'data/personalities/lilith/lilith_memories.json', [memory], 'memories', 'lilith', id],
    ['A', 'data/personalities/lilith/lilith_knowledge.json', [story], 'stories', 'lilith', id],
    ['A', 'data/personalities/lilith/lilith_training.json', [{ prompt: 'a', response: 'b' }], 'training', 'lilith', null],
    ['A', 'data/personalities/lilith/lilith_user_personalization.json', { backstory: null }, 'personalization', 'lilith', null],
    ['A', 'data/personalities/lilith/lilith_chat_history.json', { shape_id: id, shape_name: 'L', message_count: 1, messages: [line] }, 'history', 'lilith', id],
    ['A', 'data/personalities/lilith/.backup-metadata.json', { lastBackup: null, totalMemories: 1, totalKnowledge: 0 }, 'totals', 'lilith', null],
    ['B', 'ada_lilith_backup_2025-06-01.zip/lilith/profile.json', config, 'config', 'lilith', id],
    ['B', 'lilith_backup_2025-06-01.zip/lilith/memories.json', [memory], 'memories', 'lilith', id],
    ['B', 'ada-the-first_lilith_backup_2025-06-01.zip/chat_history.json', [line], 'history', 'lilith', null],
    ['B', 'lilith_backup_2025-06-01.zip/lilith/metadata.json', { totalMemories: 1, totalChatMessages: 0 }, 'totals', 'lilith', null],
    ['B2', 'all.zip/lilith/user_personalization.json', {}, 'personalization', 'lilith', null],
    ['B2', 'all.zip/lilith/lilith_chat_history.json', { shape_name: 'L', messages: [] }, 'history', 'lilith', null],
    ['C', 'data/service-backup/lilith/lilith_memories.json', [], 'memories', 'lilith', null],
    ['D', 'lilith-export.json', { exportedAt: 'x', sourceSlug: 'lilith', config, memories: [], stories: [] }, 'export', 'lilith', id],
    ['E', 'data/personalities.json', { personalities: {}, aliases: {}, version: '2.0.0' }, 'personalities', null, null],
    ['E', 'data/ddd_personality_data/1/profile.json', { id, userPrompt: 'x', voiceConfig: null }, 'config', '1', id],
    ['E', `ddd_personality_data/${id}/memories.json`, [], 'memories', null, id],
    ['F', 'dump/page1.json', { items: [memory], pagination: { has_next: true } }, 'memories', 'dump', id],
    ['F', 'page.json', { memories: [memory], meta: { pagination: {} } }, 'memories', null, id],
    ['F', 'chat-1.json', [line], 'history', null, null],
    ['F', 'story.json', { items: [story] }, 'stories', null, id],
    ['F', 'one.json', story, 'stories', null, id],
    ['F', 'public.json', { id, username: 'Lilith', avatar: 'https://x', name: 'L' }, 'config', 'lilith', id],
  ])('of layout %s is known as what it is: %s', (_layout, path, content, role, slug, foreignId) => {
    const recognised = recognise(fileOf(path, content));
    expect(recognised).toMatchObject({ format: 'shapes.inc', role, isWorldwide: true });
    expect(recognised?.subject ?? { slug: null, foreignId: null }).toEqual({ slug, foreignId });
  }); // prettier-ignore

  it('is known by what stands in it, whatever it is called', () => {
    expect(recognise(fileOf('lilith_training.json', [memory]))?.role).toBe('memories');
    expect(recognise(fileOf('a_messages.json', [line]))?.role).toBe('history');
    expect(recognise(fileOf('authentic-soul_memories.json', [memory]))?.role).toBe('memories');
  });

  it('is known by its name where nothing can be seen in it', () => {
    expect(recognise(fileOf('lilith_memories.json', '[1, 2'))).toMatchObject({ role: 'memories', reads: 'json' });
    expect(recognise(fileOf('lilith_memories.json', ''))).toMatchObject({ role: 'memories', reads: 'json' });
    expect(recognise(fileOf('lilith/lilith.json', '{"id": "7f3c", "name": "Lil'))?.role).toBe('config');
    expect(recognise(fileOf('lilith_memories.json', 'null'))?.reads).toBe('nothing');
  });

  it('is known with a long member in front', () => {
    const memories = Array.from({ length: 5000 }, () => memory);
    expect(recognise(fileOf('lilith-export.json', { memories, config }))?.role).toBe('export');
  });

  it.each([
    'auth.json',
    'data/authentication.json',
    'auth_tokens.json',
    'AUTH.json',
    'auth-2024.json',
    'auth.backup.json',
  ])('is never opened when it may hold tokens: %s', path => {
    expect(recognise(fileOf(path, { '800328328238322310': { token: 'x', verified: true } }))?.reads).toBe('secret');
    expect(recognise(fileOf(path, [{ token: 'x' }]))?.reads).toBe('secret');
    expect(recognise(fileOf(path, 'no json'))?.reads).toBe('secret');
  });

  it.each([
    'conversations.json', 'message_map.json', 'auto_response.json', 'lastNotifiedVersion.json',
    'personalities-backup-1735689600000.json', 'lilith_messages.json', 'lilith_user_data.json', 'lilith-export.md',
  ])('is known and has nothing for us: %s', path => {
    expect(recognise(fileOf(path, { a: 1 }))?.reads).toBe('nothing');
  }); // prettier-ignore

  it.each([
    ['card.json', { spec: 'chara_card_v2', spec_version: '2.0', data: { name: 'x' } }],
    ['lilith/lilith.json', { id: 1, spec: 'chara_card_v3', data: {} }],
    ['card.json', { name: 'a', description: 'b', personality: 'c', scenario: '', first_mes: '', mes_example: '' }],
    ['system.json', { version: 2, id: 'abcde', name: 'x', members: [], switches: [], pronouns: null }],
    ['member.json', { id: 'abcde', uuid: id, name: 'x', pronouns: 'they', birthday: null }],
    ['tupperbox.json', { tuppers: [], groups: [] }],
    ['eliza.json', { name: 'x', bio: [], lore: [], messageExamples: [] }],
    ['conversations.json', { title: 'x', messages: [{ role: 'user', content: 'x' }] }],
    ['conversations.json', [{ title: 'x' }]],
    ['metadata.json', { title: 'x' }],
    ['messages.json', [{ role: 'user', content: 'x' }]],
    ['package.json', { name: 'x', version: '1', dependencies: {} }],
    ['a.json', 5],
    ['notes.txt', 'words'],
    ['empty.json', ''],
  ])('is not %s', (path, content) => {
    expect(recognise(fileOf(path, content))).toBeUndefined();
  });
});
