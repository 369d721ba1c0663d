const blocks = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/** A bar for a share between 0 and 1. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return ('█'.repeat(eighths >> 3) + (blocks[eighths & 7] ?? '')).padEnd(width);
}
