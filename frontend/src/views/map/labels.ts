/**
 * Names on the map, of which none covers another or a symbol. What matters most is placed first; what finds no room is left out
 * until there is some.
 *
 * Source: J. Christensen, J. Marks, S. Shieber, ACM Transactions on Graphics 14 (1995) 203, greedy point-feature labelling.
 */

import type { Point, Size } from '$/views/map/projection';

export interface Wanted {
  id: string;
  name: string;
  at: Point;
  /** From the point to the name. */
  gap: number;
  /** Height of the letters. */
  size: number;
}

export interface Label extends Wanted {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const EDGE = 3;

/** Width of a name in pixels, somewhat too wide rather than too narrow. */
export function widthOf(name: string, size: number): number {
  let em = 0;
  for (const letter of name) em += /[\u0600-\u06ff]/.test(letter) ? 0.5 : /[\u2e80-\uffff]/.test(letter) ? 1 : /[A-ZMWmw]/.test(letter) ? 0.74 : /[ilj.,'f t]/.test(letter) ? 0.34 : 0.58;
  return em * size;
}

/** Places names, those given first before the others. `taken` are points with the room that symbols need around them. */
export function placeLabels(wanted: readonly Wanted[], taken: readonly { at: Point; radius: number }[], size: Size): Label[] {
  const filled: Rectangle[] = taken.map(({ at, radius }) => ({ left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius }));
  const labels: Label[] = [];
  for (const one of wanted) {
    const width = widthOf(one.name, one.size);
    for (const [dx, dy, anchor] of spots(one.gap, one.size)) {
      const x = one.at.x + dx;
      const y = one.at.y + dy;
      const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
      const there = { left: left - 2, right: left + width + 2, top: y - one.size * 0.82, bottom: y + one.size * 0.28 };
      if (there.left < EDGE || there.right > size.width - EDGE || there.top < EDGE || there.bottom > size.height - EDGE) continue;
      if (filled.some((other) => covers(there, other))) continue;
      filled.push(there);
      labels.push({ ...one, x, y, anchor });
      break;
    }
  }
  return labels;
}

function spots(gap: number, size: number): [number, number, Label['anchor']][] {
  const level = size * 0.32;
  return [
    [gap, level, 'start'],
    [-gap, level, 'end'],
    [0, -gap - 2, 'middle'],
    [0, gap + size * 0.85, 'middle'],
    [gap * 0.75, -gap * 0.75, 'start'],
    [-gap * 0.75, -gap * 0.75, 'end'],
    [gap * 0.75, gap * 0.75 + size * 0.7, 'start'],
    [-gap * 0.75, gap * 0.75 + size * 0.7, 'end'],
  ];
}

function covers(one: Rectangle, other: Rectangle): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
