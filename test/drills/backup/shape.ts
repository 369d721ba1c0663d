import { seeded } from '../random.ts';
import { uuidFrom } from './uuid.ts';
import { proseFrom, sentenceFrom } from './words.ts';

/** A personality of a made-up backup. The same seed tells the same, whatever is asked of it first. */
export type Shape = {
  readonly slug: string;
  readonly config: object;
  readonly stories: readonly object[];
  readonly personalization: object;
  memories(count: number): Iterable<object>;
};

const epoch = 1_650_000_000;
const acquaintances = 12;
const inGroups = 0.15;
const usualLength = 320;

export function shapeOf(seed: number): Shape {
  const random = seeded(seed);
  const id = uuidFrom(random);
  const owner = uuidFrom(random);
  const slug = `shape-${seed}`;
  return {
    slug,
    config: {
      id,
      username: slug,
      name: `Shape ${seed}`,
      avatar: null,
      jailbreak: proseFrom(random, 1500),
      user_prompt: proseFrom(random, 3000),
      personality_traits: sentenceFrom(random),
      personality_tone: 'warm',
      personality_history: proseFrom(random, 1000),
      engine_model: 'openai/gpt-oss-120b',
      engine_temperature: 0.9,
      stm_window: 10,
      ltm_enabled: true,
      ltm_threshold: 0.3,
      ltm_max_retrieved_summaries: 5,
      error_message: sentenceFrom(random),
      user_id: [owner],
      created_by: owner,
      timezone: 'America/New_York',
    },
    stories: Array.from({ length: 5 }, (_, index) => ({
      id: uuidFrom(random),
      shape_id: id,
      story_type: 'general',
      title: `Story ${index}`,
      content: proseFrom(random, 600),
    })),
    personalization: { backstory: proseFrom(random, 900), preferred_name: 'Ada', pronouns: 'she/her' },
    memories: count => memoriesOf(id, owner, count, seeded(seed + 1_000_000)),
  };
}

function* memoriesOf(id: string, owner: string, count: number, random: () => number): Generator<object> {
  const people = Array.from({ length: acquaintances }, () => uuidFrom(random));
  for (let index = 0; index < count; index += 1) {
    const isGroup = random() < inGroups;
    const friend = people[Math.floor(random() * people.length)] ?? owner;
    const senders = isGroup ? [owner, friend] : [owner];
    const ended = epoch + index * 300 + Math.floor(random() * 1e6) / 1e6;
    yield {
      id: `${uuidFrom(random)}/${uuidFrom(random)}`,
      shape_id: id,
      senders,
      user_id: null,
      result: proseFrom(random, usualLength),
      summary_type: 'automatic',
      deleted: false,
      group: isGroup,
      metadata: {
        start_ts: ended - 60.25,
        end_ts: ended,
        created_at: ended,
        senders,
        discord_channel_id: isGroup ? '1441000000000000002' : '',
        discord_guild_id: isGroup ? '1441000000000000004' : '',
        group: isGroup,
        shape_id: id,
        msg_ids: [uuidFrom(random), uuidFrom(random)],
      },
    };
  }
}
