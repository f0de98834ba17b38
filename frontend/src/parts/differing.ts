/** Two states of one thing, name by name. */

export interface Differing {
  name: string;
  yours: string;
  theirs: string;
  differs: boolean;
}

/** Rows for two states; what differs stands first. Anything that is no record is one row without a name. */
export function differing(yours: unknown, theirs: unknown): Differing[] {
  if (!isRecord(yours) && !isRecord(theirs)) return [row('', yours, theirs)];
  const mine = isRecord(yours) ? yours : { '': yours };
  const other = isRecord(theirs) ? theirs : { '': theirs };
  const names = [...new Set([...Object.keys(mine), ...Object.keys(other)])].filter((name) => name !== 'etag');
  const wanted = names.filter((name) => name in mine);
  return (wanted.length ? wanted : names)
    .map((name) => row(name, mine[name], other[name]))
    .sort((one, another) => Number(another.differs) - Number(one.differs));
}

function row(name: string, yours: unknown, theirs: unknown): Differing {
  return { name, yours: said(yours), theirs: said(theirs), differs: said(yours) !== said(theirs) };
}

function said(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
