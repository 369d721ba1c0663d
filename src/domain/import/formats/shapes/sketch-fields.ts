/** Where a field of a config may stand: as the service spelled it, and as v2 respelled it in camel case. */
export const pathsOf = (name: string): string[] => [
  ...new Set([name, ...(moved.get(name) ?? []), ...grouped(name), camel(name)]),
];

const moved = new Map([
  ['jailbreak', ['jailbreakPrompt']],
  [
    'appearance',
    ['personality_appearance', 'shape_settings.appearance', 'personalityAppearance', 'shapeSettings.appearance'],
  ],
  [
    'initial_message',
    ['shape_settings.shape_initial_message', 'shapeSettings.shapeInitialMessage', 'shape_initial_message'],
  ],
  ['status', ['shape_settings.status', 'shapeSettings.status']],
  ['status_type', ['shape_settings.status_type', 'shapeSettings.statusType']],
  ['is_sensitive', ['moderationFlags.isSensitive']],
  ['self_identified_sensitive', ['moderationFlags.selfIdentifiedSensitive']],
]);

/** v2 put what begins alike into objects of its own: `voice_style` became `voiceConfig.style`. */
function grouped(name: string): string[] {
  const found = /^(voice|engine)_(.+)$/.exec(name);
  return found === null ? [] : [`${found[1]}Config.${camel(found[2] ?? '')}`];
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** Fields that are objects, of whose own fields the report speaks too. */
export const nestedFields: readonly string[] = [
  'shape_settings',
  'shapeSettings',
  'voiceConfig',
  'imageConfig',
  'engineConfig',
  'moderationFlags',
];

const keptNames = [
  'avatar', 'avatar_url', 'banner', 'personality_catchphrases', 'physical_traits', 'chatiness_level', 'goals',
  'search_description', 'search_tags_v2', 'tagline', 'category', 'custom_category', 'character_universe',
  'character_background', 'typical_phrases', 'example_prompts', 'source_material', 'screenshots', 'discord_invite',
  'created_ts', 'timezone', 'language_preset', 'allow_user_engine_override', 'allow_multiple_messages',
  'voice_model', 'voice_file', 'voice_frequency', 'voice_stability', 'voice_similarity', 'voice_style',
  'voice_transcription_enabled', 'voice_engine_instructions', 'voice_history_instructions', 'engine_instructions',
  'image_model', 'image_jailbreak', 'image_size', 'force_image_size', 'is_high_risk', 'is_sensitive_image',
  'auto_moderation_results', 'deleted', 'enabled', 'credits_used', 'credits_available', 'user_count', 'message_count',
  'duplicate_shape_ids', 'blocked_user_id', 'blocked_user_ids', 'free_will_level', 'data_files', 'personality_appearance',
  'updated_at', 'created_at', 'display_name', 'moderation_flags', 'voice_config', 'image_config', 'engine_config',
  'shape_settings',
]; // prettier-ignore
const kept = new Set(keptNames.flatMap(name => [name, camel(name)]));

/** Says whether a field is known to hold nothing that would be used here. */
export const isKnownAndKept = (key: string): boolean => kept.has(key) || /^x(?:_|[A-Z])/.test(key);
