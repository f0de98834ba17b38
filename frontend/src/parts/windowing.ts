/** Which rows of a long table are drawn. Apart from the browser, so that it can be tested. */

export interface Shown {
  first: number;
  /** One past the last. */
  end: number;
  above: number;
  below: number;
}

/** The rows in sight and some around them, with the height of those left out above and below, in CSS pixels. */
export function shown(count: number, height: number, top: number, sight: number, around = 8): Shown {
  const last = Math.max(0, count - 1);
  const first = Math.min(Math.max(0, Math.floor(top / height) - around), last);
  const end = Math.max(Math.min(count, Math.ceil((top + sight) / height) + around), Math.min(count, first + 1));
  return { first, end, above: first * height, below: Math.max(0, count - end) * height };
}

/** Where to scroll so that a row is in sight, or null if it is. */
export function scrollTo(at: number, height: number, top: number, sight: number): number | null {
  const from = at * height;
  if (from < top) return from;
  if (from + height > top + sight) return from + height - sight;
  return null;
}
