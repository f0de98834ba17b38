/** Which sources are listed, and in which order. Apart from the browser, so that it can be tested. */

import type { SourceRow } from '$/views/sources/shapes';

export interface Chosen {
  q: string;
  role: string;
  party: string;
  protection: string;
  grade: string;
}

/** Letters without marks, for a search that finds "ابو" in "أبو" and "Ane" in "Âne". */
export function folded(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');
}

/** The sources that are wanted, by `sort` (a leading minus: the greatest first); equals keep their order. */
export function chosenSources(rows: readonly SourceRow[], chosen: Chosen, sort: string, language: string): SourceRow[] {
  const q = folded(chosen.q.trim());
  const found = rows.filter(
    (row) =>
      (!q || folded(`${row.name} ${row.party_name}`).includes(q)) &&
      (!chosen.role || row.role === chosen.role) &&
      (!chosen.party || row.party === chosen.party) &&
      (!chosen.protection || row.protection === chosen.protection) &&
      (!chosen.grade || row.grade === chosen.grade),
  );
  const way = sort.startsWith('-') ? -1 : 1;
  const names = new Intl.Collator(language, { numeric: true });
  const by: Record<string, (one: SourceRow, other: SourceRow) => number> = {
    name: (one, other) => names.compare(one.name, other.name),
    grade: (one, other) => names.compare(one.grade, other.grade),
    protection: (one, other) => names.compare(one.protection, other.protection),
    record: (one, other) => worthOf(one) - worthOf(other) || one.track_record.of - other.track_record.of,
    answers: (one, other) => one.answers - other.answers,
    claims: (one, other) => one.claims - other.claims,
  };
  const compare = by[sort.replace(/^-/, '')];
  return compare ? found.sort((one, other) => way * compare(one, other)) : found;
}

/** Contradicted at one end, agreeing at the other, nothing known between them. */
function worthOf(row: SourceRow): number {
  return row.track_record.agrees - row.track_record.contradicted;
}
