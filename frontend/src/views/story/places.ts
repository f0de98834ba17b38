/**
 * Places in a text that is being written: code points to the browser's units, and where a place has moved to since the check.
 *
 * Why: the check answers for the text it was given; by then a person has typed on. What lies before or after the change is still where
 * it was, or moved along; only what lies in the change is gone until the next check.
 */

export interface Span {
  start: number;
  end: number;
}

/** Code points to UTF-16 units, for one text. */
export function unitsOf(text: string): (point: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (point) => point;
  const units: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) units.push(at);
  units.push(text.length);
  return (point) => units[Math.min(point, units.length - 1)] ?? text.length;
}

/** Where a span of the old text lies in the new one; null if it was changed itself. */
export function moved(span: Span, before: string, after: string): Span | null {
  if (before === after) return span;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < most - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  if (span.end <= head) return span;
  const by = after.length - before.length;
  return span.start >= before.length - tail ? { start: span.start + by, end: span.end + by } : null;
}

/** The line that a place is in, from 1. */
export function lineOf(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
}

/** Line and column that the parser's message begins with (`story.md:12:5: ...`), from 1; null if there are none. */
export function placeIn(message: string): { line: number; column: number; words: string } | null {
  const found = /^(?:[^:\n]*:)?\s*(?:line )?(\d+)(?::|, column )(\d+)?:?\s*(.*)$/s.exec(message);
  return found ? { line: Number(found[1]), column: Number(found[2] ?? 1), words: found[3] ?? message } : null;
}

export interface Mark extends Span {
  tone: string;
  id: string;
}

export interface Piece {
  text: string;
  tone: string;
  id: string;
}

/** A line cut into pieces with and without marks; of marks over each other the first one counts. */
export function cut(line: string, offset: number, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const mark of marks) {
    const start = Math.max(at, mark.start - offset);
    const end = Math.min(line.length, mark.end - offset);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: line.slice(at, start), tone: '', id: '' });
    pieces.push({ text: line.slice(start, end), tone: mark.tone, id: mark.id });
    at = end;
  }
  if (at < line.length) pieces.push({ text: line.slice(at), tone: '', id: '' });
  return pieces;
}
