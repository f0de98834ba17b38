import { describe, expect, it } from 'vitest';

import type { ChartLayout, ChartRow } from '$/api/shapes';
import { AXIS_PX, place } from '$/views/questions/geometry';

function row(id: string, best: number | null): ChartRow {
  const reach = best === null ? null : { low: best - 0.1, best, high: best + 0.1, opens: false, closes: false, is_rough: false };
  return {
    claim_id: id, source_id: `s${id}`, source: id, details: [], said: '', words: '', y: 0, reach, mark: 'first',
    is_report: true, is_denial: false, is_standing: true,
  };
}

const LAYOUT: ChartLayout = {
  axis: '', is_columns: false, ticks: [], breaks: [], band: [], flag: '', is_contested: false,
  sections: [
    { title: 'Took part', rows: [row('a', 0.2), row('b', 0.8)] },
    { title: 'Officials', rows: [row('c', null)] },
  ],
  arcs: [
    { number: 1, claim_ids: ['a', 'c'], lane: 0 },
    { number: 2, claim_ids: ['a', 'c'], lane: 0 },
    { number: 3, claim_ids: ['elsewhere'], lane: 1 },
  ],
  brackets: [{ claim_ids: ['a', 'b'], lane: 0 }],
  shifts: [{ before_id: 'a', after_id: 'b' }, { before_id: 'a', after_id: 'c' }],
};

describe('the live chart', () => {
  it('rows follow each other without overlap, in the order given', () => {
    const { rows, height, rowHeight } = place(LAYOUT, 600);
    expect(rows.map((one) => one.row.claim_id)).toEqual(['a', 'b', 'c']);
    for (const [at, one] of rows.entries()) if (at) expect(one.top).toBeGreaterThanOrEqual((rows[at - 1]?.top ?? 0) + rowHeight);
    expect(rows[0]?.top).toBeGreaterThan(AXIS_PX);
    expect(height).toBeGreaterThan((rows.at(-1)?.top ?? 0) + rowHeight);
  });
  it('shares of the axis stay on the plot, from left to right', () => {
    const { x } = place(LAYOUT, 600);
    expect(x(0)).toBeGreaterThan(0);
    expect(x(1)).toBeLessThan(600);
    expect(x(0.7)).toBeGreaterThan(x(0.3));
  });
  it('two numbers on one arc do not cover each other, and an arc of claims that are not shown is left out', () => {
    const { arcs } = place(LAYOUT, 600);
    expect(arcs.map((arc) => arc.number)).toEqual([1, 2]);
    expect(Math.abs((arcs[0]?.badge ?? 0) - (arcs[1]?.badge ?? 0))).toBeGreaterThanOrEqual(24);
  });
  it('an arrow is drawn only between two bars', () => {
    expect(place(LAYOUT, 600).shifts).toHaveLength(1);
  });
});
