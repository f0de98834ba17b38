/** Figures as they are typed. */

export interface Figures {
  values: [number | null, number | null, number | null];
  problem: 'number' | 'order' | null;
}

const ARABIC = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** A number as typed: "4,000", "٤٠٠٠", "6.5"; null if nothing is typed, NaN if it is none. */
export function figure(typed: string): number | null {
  const plain = typed
    .trim()
    .replace(ARABIC, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/[\s,\u066c']/g, '')
    .replace('\u066b', '.');
  if (!plain) return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** Low, best and high; an empty end is open. They must not fall. */
export function figures(low: string, best: string, high: string): Figures {
  const values: Figures['values'] = [figure(low), figure(best), figure(high)];
  if (values.some((value) => Number.isNaN(value))) return { values, problem: 'number' };
  const known = values.filter((value) => value !== null);
  const falls = known.some((value, at) => at > 0 && value < (known[at - 1] ?? value));
  return { values, problem: falls ? 'order' : null };
}

export function isQuantity(valueType: string): boolean {
  return ['amount', 'money', 'duration'].includes(valueType);
}
