import type { PersonalityFound } from './found.js';
import type { Issue } from './issue.js';

type Brought = {
  readonly importer: { readonly handle: string };
  readonly sketches: ReadonlyMap<string, readonly PersonalityFound[]>;
  /** How many memories are of senders of whom nobody knows who they are. */
  readonly result: { readonly strangers: ReadonlyMap<string, number> };
};

const mostNamed = 5;
const discordId = /^\d{15,20}$/;

/** What a person should know of the people in a backup: that they may be one of them, and who is not known yet. */
export function peopleIssues({ importer, sketches, result }: Brought): Issue[] {
  const owners = new Set(
    [...sketches.values()]
      .flat()
      .flatMap(({ owners: named }) => named)
      .filter(id => discordId.test(id)),
  );
  const [owner] = owners;
  const issues: Issue[] = [];
  if (importer.handle === 'local' && owner !== undefined && owners.size === 1) {
    const message = `The backup names ${owner} as its owner. If that is you, tell this home first, or what you said will not be known as yours: import undo BATCH, init --owner ${owner}, and import again.`;
    issues.push({ severity: 'warn', code: 'owner_unknown', file: '', at: '', message });
  }
  if (result.strangers.size > 0) {
    const most = [...result.strangers].toSorted(([, a], [, b]) => b - a);
    const named = most.slice(0, mostNamed).map(([id, count]) => `${id} (${count})`);
    const more = most.length > mostNamed ? ` and ${most.length - mostNamed} more` : '';
    const message = `Memories of people whom nobody knows yet: ${named.join(', ')}${more}. Say who they are with: import claim ID DISCORD_ID`;
    issues.push({ severity: 'info', code: 'unknown_senders', file: '', at: '', message });
  }
  return issues;
}
