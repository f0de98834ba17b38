/** Events sorted into lanes. Apart from the browser, so that it can be tested. */

import type { TimelineRow, TimelineView } from '$/views/timeline/shapes';

export const LANES = ['none', 'source', 'question', 'standing', 'place'] as const;
export type LaneKind = (typeof LANES)[number];

export interface Lane {
  id: string;
  /** Empty: what belongs to no lane. */
  name: string;
  rows: TimelineRow[];
}

/**
 * The lanes in the order of their first event; what belongs to none comes last.
 *
 * An event that several sources tell, or that bears on several questions, stands in each of their lanes.
 */
export function lanesOf(rows: readonly TimelineRow[], kind: LaneKind, view: Pick<TimelineView, 'questions'>, questionNames: ReadonlyMap<string, string>): Lane[] {
  if (kind === 'none') return rows.length ? [{ id: '', name: '', rows: [...rows] }] : [];
  const lanes = new Map<string, Lane>();
  const put = (id: string, name: string, row: TimelineRow) => {
    const lane = lanes.get(id) ?? { id, name, rows: [] };
    lane.rows.push(row);
    lanes.set(id, lane);
  };
  for (const row of rows) {
    const keys = keysOf(row, kind, view, questionNames);
    for (const [id, name] of keys.length ? keys : [['', '']]) put(id ?? '', name ?? '', row);
  }
  return [...lanes.values()].sort((one, other) => Number(one.id === '') - Number(other.id === ''));
}

function keysOf(row: TimelineRow, kind: LaneKind, view: Pick<TimelineView, 'questions'>, names: ReadonlyMap<string, string>): [string, string][] {
  const { event } = row;
  if (kind === 'source') return unique(event.source_ids.map((id, at) => [id, row.tellers[at] ?? id]));
  if (kind === 'question') {
    const own = new Map(event.findings.map((one) => [one.question_id, one.question]));
    return unique((view.questions[event.id] ?? [...own.keys()]).map((id) => [id, names.get(id) ?? own.get(id) ?? id]));
  }
  if (kind === 'standing') return event.standing ? [[event.standing, event.standing]] : [];
  return event.where ? [[event.where.name, event.where.name]] : event.places[0] ? [[event.places[0], event.places[0]]] : [];
}

function unique(keys: [string, string][]): [string, string][] {
  return [...new Map(keys)];
}
