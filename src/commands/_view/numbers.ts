const units = ['', 'k', 'M', 'G', 'T'];

/** A count in few characters: 999, 1.2k, 12.3k, 123k, 1.2M. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  const power = Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const shown = count / 1000 ** power;
  const digits = shown.toFixed(shown < 99.95 ? 1 : 0);
  return digits === '1000' && power < units.length - 1 ? `1.0${units[power + 1]}` : `${digits}${units[power]}`;
}
