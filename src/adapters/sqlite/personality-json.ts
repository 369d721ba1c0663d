import type { Personality } from '../../domain/personality/personality.js';

/** The parts of a personality that are kept as JSON, because queries never look inside. */
export type PersonalityJson = Pick<Personality, 'prompt' | 'llm' | 'manner' | 'voice' | 'source'>;
