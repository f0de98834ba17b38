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
  if (typeof yours === 'string' && typeof theirs === 'string' && yours.includes('\n') && theirs.includes('\n')) return rowOfTexts(name, yours, theirs);
  return { name, yours: said(yours), theirs: said(theirs), differs: said(yours) !== said(theirs) };
}

/** Of long texts the lines that differ, with one line around them. */
function rowOfTexts(name: string, yours: string, theirs: string): Differing {
  const mine = yours.split('\n');
  const other = theirs.split('\n');
  const most = Math.min(mine.length, other.length);
  let head = 0;
  while (head < most && mine[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < most - head && mine[mine.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  const part = (lines: string[]) => {
    const from = Math.max(0, head - 1);
    const to = Math.min(lines.length, lines.length - tail + 1);
    return `${from > 0 ? '…\n' : ''}${lines.slice(from, to).join('\n')}${to < lines.length ? '\n…' : ''}`;
  };
  return { name, yours: part(mine), theirs: part(other), differs: yours !== theirs };
}

function said(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
