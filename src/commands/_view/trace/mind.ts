import type { TraceDocument } from './document.js';
import { pageWidth, within } from './line.js';

/** The memories and the lore that came to mind. */
export function mindLines({ memories, lore }: Pick<TraceDocument, 'memories' | 'lore'>): string[] {
  const remembered = memories.map(({ score, used, text, id }) =>
    `${used ? '✓' : '·'} ${score.toFixed(3)}  ${id}  ${within(text, pageWidth - 27)}`.trimEnd(),
  );
  const told = lore.map(
    ({ title, constant, why }) => `✓ lore   ${within(title + reasonOf(constant, why), pageWidth - 9)}`,
  );
  const all = [...remembered, ...told];
  return all.length === 0 ? ['  nothing'] : all;
}

function reasonOf(constant: boolean, why: string | undefined): string {
  if (constant) return ' (always)';
  return why === undefined ? '' : `: ${why}`;
}
