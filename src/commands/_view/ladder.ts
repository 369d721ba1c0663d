import type { Resolved } from '../../domain/settings/resolve.js';
import { tiers } from '../../domain/settings/setting.js';
import type { Paint } from './paint.js';

const words = {
  'person-personality': 'you, with this personality',
  person: 'you',
  personality: 'the personality',
  environment: 'the environment',
  file: 'the config file',
  default: 'the default',
} as const;

/** Who said something, such as `personality` or `person (config “creative”)`, for people. */
export function whoSaid(source: string): string {
  const tier = tiers.find(each => source === each || source.startsWith(`${each} (`));
  return tier === undefined ? source : words[tier] + source.slice(tier.length);
}

/** The tiers from the nearest to the farthest, with an arrow at the one that wins. */
export function ladder({ ladder: rungs, from }: Resolved, paint: Paint): string {
  return rungs
    .map(({ tier, saying }) => {
      const said =
        saying.state === 'inherit'
          ? paint('dim', 'says nothing')
          : saying.state === 'off'
            ? 'off'
            : `${String(saying.value ?? 'nothing in particular')}${by(saying.config)}`;
      const line = `${words[tier].padEnd(28)} ${said}`;
      return tier === from ? paint('bold', `→ ${line}`) : `  ${line}`;
    })
    .join('\n');
}

const by = (config: string | undefined) => (config === undefined ? '' : ` (config “${config}”)`);
