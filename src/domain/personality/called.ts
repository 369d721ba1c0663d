import type { Personality } from './personality.js';

/** What a personality is called in texts about it. */
export const calledOf = ({ displayName, manner }: Pick<Personality, 'displayName' | 'manner'>): string =>
  manner.nickname ?? displayName;
