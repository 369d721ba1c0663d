/** What is said in the frame: somebody is called by a name, somebody by none of ours. */
export const frameText =
  'good evening @night owl, have you seen @nobody by the harbour tonight? I left a lantern there.';

const bytes = 761;

const event = (nonce: string) =>
  JSON.stringify({
    t: 'MESSAGE_CREATE',
    s: 42,
    op: 0,
    d: {
      type: 0,
      tts: false,
      timestamp: '2026-11-20T12:00:00.000000+00:00',
      pinned: false,
      nonce,
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      member: { roles: ['1111'], nick: 'Ada', mute: false, joined_at: '2026-01-01T00:00:00.000000+00:00', deaf: false },
      id: '1441000000000000001',
      flags: 0,
      embeds: [],
      edited_timestamp: null,
      content: frameText,
      components: [],
      channel_id: '1441000000000000002',
      author: { username: 'ada', id: '1441000000000000003', global_name: 'Ada', avatar: null },
      attachments: [],
      guild_id: '1441000000000000004',
    },
  });

/** A message as Discord's gateway brings it. */
export const frame = event('7'.repeat(Math.max(0, bytes - event('').length)));
