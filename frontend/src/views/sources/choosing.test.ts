import { describe, expect, it } from 'vitest';

import { chosenSources, folded } from '$/views/sources/choosing';
import type { SourceRow } from '$/views/sources/shapes';

function row(name: string, changes: Partial<SourceRow> = {}): SourceRow {
  return {
    id: name,
    name,
    role: 'unknown',
    party: '',
    party_name: '',
    protection: 'none',
    grade: 'F',
    grade_words: '',
    grade_reason: '',
    grade_by: '',
    items: 0,
    claims: 0,
    answers: 0,
    track_record: { agrees: 0, contradicted: 0, alone: 0, of: 0, question_ids: [] },
    is_merged: false,
    ...changes,
  };
}

const ANY = { q: '', role: '', party: '', protection: '', grade: '' };
const names = (rows: SourceRow[]) => rows.map((one) => one.name);

describe('the list of sources', () => {
  it('a search finds letters without their marks, in either script', () => {
    expect(names(chosenSources([row('أبو فوزي'), row('Émile'), row('Zed')], { ...ANY, q: 'ابو' }, '', 'ar'))).toEqual(['أبو فوزي']);
    expect(folded('Émile')).toBe('emile');
  });
  it('filters are all to be met', () => {
    const rows = [row('a', { role: 'official', grade: 'B' }), row('b', { role: 'official' })];
    expect(names(chosenSources(rows, { ...ANY, role: 'official', grade: 'B' }, '', 'en'))).toEqual(['a']);
  });
  it('by record, who was contradicted stands at the other end from who agrees', () => {
    const track = (agrees: number, contradicted: number) => ({ track_record: { agrees, contradicted, alone: 0, of: agrees + contradicted, question_ids: [] } });
    expect(names(chosenSources([row('n'), row('c', track(0, 2)), row('a', track(3, 0))], ANY, '-record', 'en'))).toEqual(['a', 'n', 'c']);
  });
  it('equals keep their order', () => {
    expect(names(chosenSources([row('z', { answers: 1 }), row('a', { answers: 1 })], ANY, '-answers', 'en'))).toEqual(['z', 'a']);
  });
});
