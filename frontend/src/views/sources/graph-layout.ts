/**
 * Where the sources stand in the graph of who heard from whom.
 *
 * Those who tell stand in columns before those who heard it from them: a column for each hand that words went through. Within a
 * column each stands as near as there is room to the middle of those they are joined with, so that few lines cross. Nobody who
 * heard from nobody and told nobody is drawn. Apart from the browser, so that it can be tested.
 *
 * Source: K. Sugiyama, S. Tagawa, M. Toda, IEEE Transactions on Systems, Man and Cybernetics 11 (1981) 109, layers by longest
 * path and order by barycentre.
 */

import type { EdgeKind, GraphEdge, GraphNode } from '$/views/sources/shapes';

export interface Placed {
  node: GraphNode;
  column: number;
  /** Left edge and middle, in pixels. */
  x: number;
  y: number;
}

export interface Line {
  edge: GraphEdge;
  key: string;
  path: string;
  /** Tip and direction of the arrow; null for lines without one. */
  tip: { x: number; y: number } | null;
}

export interface Layout {
  placed: Placed[];
  lines: Line[];
  /** Who is joined with nobody by what is shown. */
  alone: GraphNode[];
  width: number;
  height: number;
  columns: number;
}

export interface Sizes {
  node: { width: number; height: number };
  gap: { x: number; y: number };
  /** Room for ties, which bow out to the side. */
  side: number;
}

export const SIZES: Sizes = { node: { width: 190, height: 34 }, gap: { x: 120, y: 10 }, side: 90 };
const SWEEPS = 8;

/** Columns by id: 0 for who heard from nobody. A circle of hearsay is cut where it closes. */
export function columnsOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Map<string, number> {
  const tellers = new Map<string, string[]>();
  for (const edge of edges) if (edge.kind === 'heard') tellers.set(edge.to, [...(tellers.get(edge.to) ?? []), edge.from]);
  const columns = new Map<string, number>();
  const open = new Set<string>();
  const columnOf = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    if (open.has(id)) return -1;
    open.add(id);
    const column = Math.max(-1, ...(tellers.get(id) ?? []).map(columnOf)) + 1;
    open.delete(id);
    columns.set(id, column);
    return column;
  };
  for (const node of nodes) columnOf(node.id);
  return columns;
}

/** The graph with the kinds of lines that are wanted. */
export function layOut(nodes: readonly GraphNode[], edges: readonly GraphEdge[], kinds: ReadonlySet<EdgeKind>, sizes = SIZES): Layout {
  const known = new Set(nodes.map((node) => node.id));
  const shown = edges.filter((edge) => kinds.has(edge.kind) && known.has(edge.from) && known.has(edge.to));
  const joined = new Set(shown.flatMap((edge) => [edge.from, edge.to]));
  const drawn = nodes.filter((node) => joined.has(node.id));
  const columns = columnsOf(drawn, shown);
  // A source that heard from nobody stands with the sources, not with the unnamed people who told them.
  const hasStrangers = drawn.some((node) => !node.is_source);
  if (hasStrangers)
    for (const node of drawn) if (node.is_source && columns.get(node.id) === 0 && !tellsOnlyLater(node, shown, columns)) columns.set(node.id, 1);
  // Somebody unnamed stands right before who heard it, so that no line runs behind others.
  for (const node of drawn) {
    if (node.is_source || columns.get(node.id) !== 0) continue;
    const hearers = shown.filter((edge) => edge.kind === 'heard' && edge.from === node.id).map((edge) => columns.get(edge.to) ?? 1);
    if (hearers.length) columns.set(node.id, Math.max(0, Math.min(...hearers) - 1));
  }
  const ys = orderAndPlace(drawn, shown, columns, sizes);
  const used = [...new Set(columns.values())].sort((one, other) => one - other);
  const placed = drawn.map((node): Placed => {
    const column = used.indexOf(columns.get(node.id) ?? 0);
    return { node, column, x: column * (sizes.node.width + sizes.gap.x), y: ys.get(node.id) ?? 0 };
  });
  const last = Math.max(0, used.length - 1);
  const width = last * (sizes.node.width + sizes.gap.x) + sizes.node.width + sizes.side;
  const height = Math.max(sizes.node.height, ...placed.map((one) => one.y + sizes.node.height / 2)) + 2;
  const at = new Map(placed.map((one) => [one.node.id, one]));
  return {
    placed,
    lines: shown.flatMap((edge, number) => line(edge, number, at, sizes)),
    alone: nodes.filter((node) => !joined.has(node.id)),
    width,
    height,
    columns: used.length,
  };
}

/** Whether moving the source one column on would put it beside or behind somebody who heard from it. */
function tellsOnlyLater(node: GraphNode, edges: readonly GraphEdge[], columns: ReadonlyMap<string, number>): boolean {
  return edges.some((edge) => edge.kind === 'heard' && edge.from === node.id && (columns.get(edge.to) ?? 0) <= 1);
}

function orderAndPlace(nodes: readonly GraphNode[], edges: readonly GraphEdge[], columns: ReadonlyMap<string, number>, sizes: Sizes): Map<string, number> {
  const step = sizes.node.height + sizes.gap.y;
  const neighbours = new Map<string, string[]>();
  const join = (one: string, other: string) => neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  for (const edge of edges)
    if (edge.kind !== 'tie') {
      join(edge.from, edge.to);
      join(edge.to, edge.from);
    }
  const byColumn = new Map<number, string[]>();
  // Hearers in the order given; the tellers follow them.
  for (const node of nodes) byColumn.set(columns.get(node.id) ?? 0, [...(byColumn.get(columns.get(node.id) ?? 0) ?? []), node.id]);
  const ys = new Map<string, number>();
  for (const ids of byColumn.values()) ids.forEach((id, at) => ys.set(id, at * step));
  const order = [...byColumn.keys()].sort((one, other) => one - other);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1)
    for (const column of sweep % 2 ? order : [...order].reverse()) {
      const ids = byColumn.get(column) ?? [];
      const wanted = new Map(ids.map((id) => [id, middle((neighbours.get(id) ?? []).map((one) => ys.get(one) ?? 0), ys.get(id) ?? 0)]));
      spread([...ids].sort((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0)), wanted, step).forEach((y, id) => ys.set(id, y));
    }
  const top = Math.min(...ys.values(), Infinity);
  if (Number.isFinite(top)) for (const [id, y] of ys) ys.set(id, y - top + sizes.node.height / 2 + 1);
  return ys;
}

function middle(values: readonly number[], otherwise: number): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : otherwise;
}

/**
 * Heights as near to the wanted ones as the distance between neighbours allows, in the given order.
 *
 * Source: pool adjacent violators (R. Barlow, D. Bartholomew, J. Bremner, H. Brunk 1972) on wanted heights less the room above.
 */
export function spread(ids: readonly string[], wanted: ReadonlyMap<string, number>, step: number): Map<string, number> {
  const blocks: { sum: number; count: number }[] = [];
  ids.forEach((id, at) => {
    blocks.push({ sum: (wanted.get(id) ?? 0) - at * step, count: 1 });
    for (;;) {
      const last = blocks.at(-1);
      const before = blocks.at(-2);
      if (!last || !before || before.sum / before.count <= last.sum / last.count) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  });
  const found = new Map<string, number>();
  let at = 0;
  for (const block of blocks)
    for (let one = 0; one < block.count; one += 1) {
      found.set(ids[at] ?? '', block.sum / block.count + at * step);
      at += 1;
    }
  return found;
}

function line(edge: GraphEdge, number: number, at: ReadonlyMap<string, Placed>, sizes: Sizes): Line[] {
  const from = at.get(edge.from);
  const to = at.get(edge.to);
  if (!from || !to) return [];
  const key = `${number}:${edge.from}>${edge.to}`;
  const { width } = sizes.node;
  if (edge.kind === 'heard' && to.x > from.x) {
    const start = from.x + width;
    const end = to.x - 7;
    const bend = Math.min((end - start) / 2, sizes.gap.x * 0.6);
    return [{ edge, key, path: `M${start} ${r(from.y)}C${start + bend} ${r(from.y)} ${end - bend} ${r(to.y)} ${end} ${r(to.y)}`, tip: { x: end, y: to.y } }];
  }
  // Beside each other, or backwards: it bows out on the far side, farther the farther apart they are.
  const start = from.x + width;
  const end = to.x + width;
  const bow = Math.max(start, end) + 18 + Math.min(sizes.side - 24, Math.abs(from.y - to.y) * 0.16);
  const path = `M${start} ${r(from.y)}C${r(bow)} ${r(from.y)} ${r(bow)} ${r(to.y)} ${end} ${r(to.y)}`;
  return [{ edge, key, path, tip: null }];
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}
