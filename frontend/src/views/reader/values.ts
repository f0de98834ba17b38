/** A claim's value as it is written in a form, and back. Apart from the browser, so that it can be tested. */

export const TYPES = ['amount', 'money', 'duration', 'moment', 'place', 'occurrence'] as const;
export type ValueType = (typeof TYPES)[number];
export type Value = Record<string, unknown> & { type?: string };

/** What is written: figures as typed, days as typed. */
export interface Written {
  type: ValueType;
  low: string;
  best: string;
  high: string;
  unit: string;
  first: string;
  last: string;
  name: string;
  happened: boolean;
}

const HOUR_S = 3600;

export function toWritten(value: Value | null): Written {
  const size = value?.type === 'duration' ? HOUR_S : 1;
  const figure = (given: unknown) => (typeof given === 'number' ? String(Number((given / size).toPrecision(12))) : '');
  const word = (given: unknown) => (typeof given === 'string' ? given : '');
  const type = TYPES.find((one) => one === value?.type) ?? 'amount';
  return {
    type,
    low: figure(value?.low),
    best: figure(value?.best),
    high: figure(value?.high),
    unit: type === 'duration' ? '' : word(value?.unit),
    first: word(value?.earliest_start),
    last: word(value?.latest_end),
    name: word(value?.name),
    happened: value?.happened !== false,
  };
}

const FIGURE = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?$/;

/** What is wrong with what is written; empty: nothing. */
export function mistake(written: Written): '' | 'figure' | 'order' | 'missing' | 'day' {
  if (written.type === 'amount' || written.type === 'money' || written.type === 'duration') {
    const given = [written.low, written.best, written.high].map((one) => plain(one)).filter(Boolean);
    if (!given.length) return 'missing';
    if (!given.every((one) => FIGURE.test(one))) return 'figure';
    const figures = given.map(Number);
    return figures.every((one, at) => at === 0 || (figures[at - 1] as number) <= one) ? '' : 'order';
  }
  if (written.type === 'moment') {
    const given = [written.first.trim(), written.last.trim()].filter(Boolean);
    if (!given.length) return 'missing';
    if (!given.every((one) => DAY.test(one))) return 'day';
    return given.length === 2 && (given[0] as string) > (given[1] as string) ? 'order' : '';
  }
  if (written.type === 'place') return written.name.trim() ? '' : 'missing';
  return '';
}

/** The value that is written; what the form does not show stays as it was. `words` are those it was read from. */
export function toValue(written: Written, before: Value | null, words: string): Value {
  const kept: Value = before?.type === written.type ? { ...before } : { type: written.type, words };
  if (written.type === 'amount' || written.type === 'money' || written.type === 'duration') {
    const size = written.type === 'duration' ? HOUR_S : 1;
    const read = (typed: string) => (plain(typed) ? Number(plain(typed)) * size : null);
    const [low, best, high] = [read(written.low), read(written.best), read(written.high)];
    const isExact = best !== null && (low === null || low === best) && (high === null || high === best);
    Object.assign(kept, isExact && low === null && high === null ? { low: best, best, high: best } : { low, best, high });
    kept.unit = written.type === 'duration' ? 's' : written.unit.trim();
    if (before?.type !== written.type) kept.hedge = isExact ? 'exact' : low === null ? 'max' : high === null ? 'min' : 'range';
  } else if (written.type === 'moment') {
    const first = written.first.trim();
    const last = written.last.trim() || first;
    const isSame = before?.type === 'moment' && first === before.earliest_start && last === before.latest_end;
    if (!isSame) Object.assign(kept, { earliest_start: first, latest_start: last, earliest_end: first, latest_end: last });
  } else if (written.type === 'place') {
    const isSame = before?.type === 'place' && before.name === written.name.trim();
    kept.name = written.name.trim();
    if (!isSame) Object.assign(kept, { lat: null, lon: null, gazetteer_id: '', country: '', radius_km: 0, precision: '' });
  } else {
    kept.happened = written.happened;
    kept.event ??= '';
  }
  return kept;
}

function plain(typed: string): string {
  return typed.replace(/[\s,\u066c]/g, '').replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
}
