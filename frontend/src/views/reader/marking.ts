/**
 * Where marks lie in the words of a passage. Apart from the browser, so that it can be tested.
 *
 * The server counts code points, a browser counts UTF-16 units; they differ wherever a text has rare letters or pictures.
 */

export interface Stretch {
  start: number;
  end: number;
}

export interface Marked {
  id: string;
  kind: string;
  spans: readonly Stretch[];
}

export interface Piece {
  text: string;
  /** Ids of the marks that cover the piece, the widest first. */
  marks: string[];
}

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/;

/** Code points of a text, one by one; the text itself where both ways of counting agree. */
function letters(text: string): string | string[] {
  return PAIRS.test(text) ? Array.from(text) : text;
}

function cut(from: string | string[], start: number, end: number): string {
  return typeof from === 'string' ? from.slice(start, end) : from.slice(start, end).join('');
}

/** How many code points a text has. */
function lengthOf(text: string): number {
  return letters(text).length;
}

/** A passage's text in pieces, each covered by the same marks from its first letter to its last. */
export function pieces(text: string, start: number, marks: readonly Marked[]): Piece[] {
  const all = letters(text);
  const end = start + all.length;
  const here: { mark: Marked; from: number; to: number; size: number }[] = [];
  for (const mark of marks)
    for (const span of mark.spans) {
      const from = Math.max(span.start, start);
      const to = Math.min(span.end, end);
      if (from < to) here.push({ mark, from, to, size: span.end - span.start });
    }
  const bounds = [...new Set([start, end, ...here.flatMap((one) => [one.from, one.to])])].sort((one, other) => one - other);
  const order = (one: { mark: Marked; size: number }) => one.size + (one.mark.kind === 'statement' ? 0.5 : 0);
  const found: Piece[] = [];
  for (let at = 0; at + 1 < bounds.length; at += 1) {
    const from = bounds[at] as number;
    const to = bounds[at + 1] as number;
    const over = here.filter((one) => one.from <= from && one.to >= to).sort((one, other) => order(other) - order(one));
    found.push({ text: cut(all, from - start, to - start), marks: [...new Set(over.map((one) => one.mark.id))] });
  }
  return found;
}

/** The code point that a place in UTF-16 units is at. */
export function toPoint(text: string, unit: number): number {
  return lengthOf(text.slice(0, unit));
}

/** The place in UTF-16 units that a code point is at. */
export function toUnit(text: string, point: number): number {
  return cut(letters(text), 0, point).length;
}

/** The mark that a press means: the narrowest; pressed again, the next wider one, and after the widest the narrowest again. */
export function picked(marks: readonly string[], current: string): string {
  const inward = [...marks].reverse();
  const at = inward.indexOf(current);
  return inward[(at + 1) % inward.length] ?? '';
}

/** A stretch that grows or shrinks at one end by a word of the passage it lies in. */
export function byWord(text: string, start: number, stretch: Stretch, side: 'start' | 'end', way: 1 | -1): Stretch {
  const all = letters(text);
  const isBlank = (at: number) => /\s/.test(all[at] ?? ' ');
  const moved = { ...stretch };
  let at = stretch[side] - start;
  if (way > 0) {
    while (at < all.length && isBlank(at)) at += 1;
    while (at < all.length && !isBlank(at)) at += 1;
    if (side === 'start') while (at < all.length && isBlank(at)) at += 1;
  } else {
    while (at > 0 && isBlank(at - 1)) at -= 1;
    while (at > 0 && !isBlank(at - 1)) at -= 1;
    if (side === 'end') while (at > 0 && isBlank(at - 1)) at -= 1;
  }
  moved[side] = start + at;
  return moved.start < moved.end ? moved : stretch;
}

/** The words of a stretch of a passage. */
export function wordsAt(text: string, start: number, stretch: Stretch): string {
  return cut(letters(text), Math.max(0, stretch.start - start), Math.max(0, stretch.end - start));
}
