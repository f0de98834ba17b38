/** How large something is, as it is read. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `sizeWords(2_400_000)` is `2.4 MB`. */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
