import { describe, expect, it } from 'vitest';

import { columnsOf, layOut, SIZES, spread } from '$/views/sources/graph-layout';
import type { EdgeKind, GraphEdge, GraphNode } from '$/views/sources/shapes';

function node(id: string, isSource = true): GraphNode {
  return { id, name: id, role: 'unknown', party: '', protection: 'none', is_source: isSource, claims: 1 };
}

function edge(from: string, to: string, kind: EdgeKind = 'heard'): GraphEdge {
  return { from, to, kind, words: [], claim_ids: [], degree: 1 };
}

const ALL = new Set<EdgeKind>(['heard', 'tie', 'group']);

describe('the graph of who heard from whom', () => {
  it('each hand that words go through is a column further', () => {
    const columns = columnsOf([node('a'), node('b'), node('c'), node('d')], [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')]);
    expect([...'abcd'].map((id) => columns.get(id))).toEqual([0, 1, 2, 0]);
  });

  it('hearsay that goes round in a circle is laid out all the same', () => {
    const { placed, lines } = layOut([node('a'), node('b')], [edge('a', 'b'), edge('b', 'a')], ALL);
    expect(placed).toHaveLength(2);
    expect(lines).toHaveLength(2);
    expect(lines.filter((line) => line.tip)).toHaveLength(1);
  });

  it('nobody covers anybody else', () => {
    const tellers = Array.from({ length: 12 }, (_, at) => node(`t${at}`, false));
    const nodes = [...tellers, node('x'), node('y'), node('z')];
    const edges = tellers.map((one, at) => edge(one.id, ['x', 'y', 'z'][at % 3] ?? 'x'));
    const { placed, height } = layOut(nodes, edges, ALL);
    for (const one of placed)
      for (const other of placed)
        if (one !== other && one.column === other.column)
          expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(SIZES.node.height + SIZES.gap.y - 0.001);
    for (const one of placed) {
      expect(one.y).toBeGreaterThanOrEqual(SIZES.node.height / 2);
      expect(one.y + SIZES.node.height / 2).toBeLessThanOrEqual(height);
    }
  });

  it('those who told one person stand together, so that no lines cross', () => {
    const nodes = ['t1', 't2', 't3', 't4'].map((id) => node(id, false)).concat(node('x'), node('y'));
    const { placed } = layOut(nodes, [edge('t1', 'x'), edge('t2', 'y'), edge('t3', 'x'), edge('t4', 'y')], ALL);
    const y = (id: string) => placed.find((one) => one.node.id === id)?.y ?? 0;
    const isAbove = y('x') < y('y');
    expect(Math.max(y('t1'), y('t3')) < Math.min(y('t2'), y('t4'))).toBe(isAbove);
  });

  it('who is joined with nobody by the lines that are wanted is named apart', () => {
    const nodes = [node('a'), node('b'), node('c')];
    const edges = [edge('a', 'b'), edge('b', 'c', 'tie')];
    expect(layOut(nodes, edges, new Set(['heard'])).alone.map((one) => one.id)).toEqual(['c']);
    expect(layOut(nodes, edges, new Set()).placed).toEqual([]);
  });

  it('heights are the wanted ones where there is room, and pushed apart evenly where there is none', () => {
    expect([...spread(['a', 'b'], new Map([['a', 0], ['b', 100]]), 10).values()]).toEqual([0, 100]);
    expect([...spread(['a', 'b'], new Map([['a', 50], ['b', 50]]), 10).values()]).toEqual([45, 55]);
  });
});
