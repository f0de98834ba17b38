/**
 * Where rows and marks of the live chart stand, in CSS pixels. Order, scale and lanes come from the server (`ChartLayout`), which
 * draws the published picture with the same code; only heights and widths are of this screen.
 */

import type { ChartLayout, ChartRow, Reach } from '$/api/shapes';

export const AXIS_PX = 44;
const SECTION_PX = 34;
const ROW_PX = 62;
const STACKED_ROW_PX = 98;
const LANE_PX = 11;
const EDGE_PX = 18;
/** Room that a number takes: it can be pressed. */
const BADGE_PX = 24;

export interface PlacedRow {
  row: ChartRow;
  /** Its number from the top, over all sections. */
  at: number;
  top: number;
  /** Middle of its bar. */
  y: number;
}

export interface PlacedSection {
  title: string;
  top: number;
  rows: PlacedRow[];
}

export interface Geometry {
  sections: PlacedSection[];
  rows: PlacedRow[];
  height: number;
  rowHeight: number;
  /** Claim id -> middle of its bar. */
  ys: Map<string, number>;
  x: (share: number) => number;
  arcs: { number: number; ids: string[]; ys: number[]; x: number; badge: number }[];
  brackets: { ids: string[]; ys: number[]; x: number }[];
  shifts: { from: [number, number]; to: [number, number] }[];
  /** Width that the arcs take beside the plot. */
  arcsWidth: number;
  bracketsWidth: number;
}

/** Places everything on a plot of a width in CSS pixels. In a stacked picture words stand above the bars. */
export function place(layout: ChartLayout, width: number, { isStacked = false }: { isStacked?: boolean } = {}): Geometry {
  const rowHeight = isStacked ? STACKED_ROW_PX : ROW_PX;
  const lanes = Math.max(0, ...layout.arcs.map((arc) => arc.lane + 1));
  const bracketLanes = Math.max(0, ...layout.brackets.map((bracket) => bracket.lane + 1));
  const arcsWidth = layout.arcs.length ? lanes * LANE_PX + 20 : 0;
  const bracketsWidth = layout.brackets.length ? bracketLanes * 9 + 8 : 0;
  const left = EDGE_PX + bracketsWidth;
  const right = Math.max(left + 40, width - EDGE_PX - arcsWidth);
  const x = (share: number) => left + share * (right - left);
  const sections: PlacedSection[] = [];
  const ys = new Map<string, number>();
  const bars = new Map<string, ChartRow>();
  let top = AXIS_PX;
  let at = 0;
  for (const section of layout.sections) {
    const placed: PlacedSection = { title: section.title, top, rows: [] };
    top += SECTION_PX;
    for (const row of section.rows) {
      const y = top + (isStacked ? rowHeight - 22 : rowHeight / 2 + 8);
      placed.rows.push({ row, at, top, y });
      if (row.claim_id) {
        ys.set(row.claim_id, y);
        bars.set(row.claim_id, row);
      }
      top += rowHeight;
      at += 1;
    }
    sections.push(placed);
  }
  const known = (ids: readonly string[]) => ids.filter((id) => ys.has(id)).map((id) => ys.get(id) ?? 0);
  const end = (id: string): [number, number] => [x(middle(bars.get(id)?.reach ?? null)), ys.get(id) ?? 0];
  return {
    sections,
    rows: sections.flatMap((section) => section.rows),
    height: top + 8,
    rowHeight,
    ys,
    x,
    arcs: badges(
      layout.arcs
        .map((arc) => ({ number: arc.number, ids: arc.claim_ids, ys: known(arc.claim_ids), x: right + 14 + arc.lane * LANE_PX, badge: 0 }))
        .filter((arc) => arc.ys.length > 0),
    ),
    brackets: layout.brackets
      .map((one) => ({ ids: one.claim_ids, ys: known(one.claim_ids), x: EDGE_PX + bracketsWidth - 12 - one.lane * 9 }))
      .filter((one) => one.ys.length > 1),
    shifts: layout.shifts
      .filter((one) => ys.has(one.before_id) && ys.has(one.after_id) && bars.get(one.before_id)?.reach && bars.get(one.after_id)?.reach)
      .map((one) => ({ from: end(one.before_id), to: end(one.after_id) })),
    arcsWidth,
    bracketsWidth,
  };
}

/** Where the figure of a bar is written: at its best value, or its middle. */
export function middle(reach: Reach | null): number {
  if (!reach) return 0.5;
  return reach.best ?? (reach.low + reach.high) / 2;
}

/** Numbers of arcs, each at the middle of its arc or the nearest place where no other number stands. */
function badges(arcs: Geometry['arcs']): Geometry['arcs'] {
  const taken: { x: number; y: number }[] = [];
  for (const arc of arcs) {
    const first = Math.min(...arc.ys);
    const last = Math.max(...arc.ys);
    const wanted = (first + last) / 2;
    // A contradiction with an account of another question has one row here: its number stands beside the row, not on others' ends.
    const steps =
      first === last
        ? [first - 17, first + 17]
        : Array.from({ length: Math.floor((last - first) / 6) + 1 }, (_, step) => [wanted + step * 3, wanted - step * 3]).flat();
    const free = steps.find((y) => (first === last || (y >= first && y <= last)) && taken.every((one) => Math.abs(one.y - y) >= BADGE_PX || Math.abs(one.x - arc.x) >= BADGE_PX));
    arc.badge = free ?? wanted;
    taken.push({ x: arc.x, y: arc.badge });
  }
  return arcs;
}
