import { describe, expect, it } from 'vitest';

import { lanesOf } from '$/views/timeline/lanes';
import type { CaseEvent, TimelineRow } from '$/views/timeline/shapes';

function row(id: string, tellers: string[], changes: Partial<CaseEvent> = {}): TimelineRow {
  return {
    tellers,
    event: {
      id,
      what: id,
      when: null,
      where: null,
      source_ids: tellers,
      claim_ids: [],
      reason: '',
      edtf: '',
      date_prec: 0,
      where_prec: 0,
      time_reason: '',
      is_ordered: false,
      lasts: null,
      places: [],
      findings: [],
      standing: '',
      ...changes,
    },
  };
}

const drawn = (lanes: ReturnType<typeof lanesOf>) => lanes.map((lane) => [lane.name, lane.rows.map((one) => one.event.id)]);

describe('lanes of the timeline', () => {
  it('an event that two tell stands in the lanes of both', () => {
    const rows = [row('e1', ['Ann']), row('e2', ['Bilal', 'Ann'])];
    expect(drawn(lanesOf(rows, 'source', { questions: {} }, new Map()))).toEqual([
      ['Ann', ['e1', 'e2']],
      ['Bilal', ['e2']],
    ]);
  });
  it('what belongs to no lane comes last, and is not lost', () => {
    const rows = [row('e1', []), row('e2', [], { standing: 'contested' })];
    expect(drawn(lanesOf(rows, 'standing', { questions: {} }, new Map()))).toEqual([
      ['contested', ['e2']],
      ['', ['e1']],
    ]);
  });
  it('questions are those of the claims, by their text', () => {
    const rows = [row('e1', [])];
    expect(drawn(lanesOf(rows, 'question', { questions: { e1: ['q'] } }, new Map([['q', 'When?']])))).toEqual([['When?', ['e1']]]);
  });
  it('without lanes there is one, and none for nothing', () => {
    expect(lanesOf([row('e1', [])], 'none', { questions: {} }, new Map())).toHaveLength(1);
    expect(lanesOf([], 'none', { questions: {} }, new Map())).toEqual([]);
  });
});
