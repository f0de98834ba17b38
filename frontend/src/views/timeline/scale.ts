/**
 * Where something stands on the axis of time, with its doubt. Apart from the browser, so that it can be tested.
 *
 * Times are minutes since 1970 as written, without a zone: the material's clocks are compared with each other, not with ours.
 */

import type { Moment } from '$/views/timeline/shapes';

export interface Range {
  from: number;
  to: number;
}

/** An event on the axis: when it can have been, and when it surely was going on. */
export interface Stretch {
  from: number;
  to: number;
  /** Between the latest start and the earliest end it was certainly going on; null: it happened some time in the stretch. */
  certain: Range | null;
  /** It may have begun earlier, or ended later, than anything known. */
  opens: boolean;
  closes: boolean;
}

export interface Tick {
  at: number;
  /** What is written: an hour, a day, a month or a year. */
  kind: 'hour' | 'day' | 'month' | 'year';
  /** A tick where the next larger unit begins. */
  isMajor: boolean;
}

const DAY = 1440;

/** Minutes of an ISO 8601 day or time; null for what is none. */
export function minutesOf(iso: string): number | null {
  const found = /^([+-]?\d{4,6})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(iso);
  if (!found) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  date.setUTCHours(Number(found[4] ?? 0), Number(found[5] ?? 0));
  return Math.round(date.getTime() / 60_000);
}

export function isoOf(minutes: number): string {
  return new Date(minutes * 60_000).toISOString().slice(0, 16);
}

/** Where an event lies; null where nothing is known of its time. */
export function stretchOf(when: Moment | null): Stretch | null {
  if (!when) return null;
  const start = [minutesOf(when.earliest_start), minutesOf(when.latest_start)] as const;
  const end = [minutesOf(when.earliest_end), minutesOf(when.latest_end)] as const;
  const known = [...start, ...end].filter((one): one is number => one !== null);
  if (!known.length) return null;
  const from = start[0] ?? Math.min(...known);
  const to = end[1] ?? Math.max(...known);
  const isCertain = start[1] !== null && end[0] !== null && end[0] > start[1];
  return {
    from,
    to: Math.max(from, to),
    certain: isCertain ? { from: start[1] as number, to: end[0] as number } : null,
    opens: start[0] === null,
    closes: end[1] === null,
  };
}

/** What is seen first: everything; or, where a few far events would squeeze the rest, the middle nine tenths. */
export function firstView(stretches: readonly Stretch[]): Range {
  if (!stretches.length) return { from: 0, to: DAY };
  const ends = stretches.flatMap((one) => [one.from, one.to]).sort((one, other) => one - other);
  const whole = { from: ends[0] ?? 0, to: ends.at(-1) ?? 0 };
  const at = (share: number) => ends[Math.round((ends.length - 1) * share)] ?? 0;
  const most = { from: at(0.05), to: at(0.95) };
  const isFar = whole.to - whole.from > 8 * Math.max(DAY, most.to - most.from);
  return padded(isFar ? most : whole);
}

export function padded(range: Range, share = 0.04): Range {
  const room = Math.max(DAY / 4, (range.to - range.from) * share);
  return { from: range.from - room, to: range.to + room };
}

/** Share of the view, 0 at its start and 1 at its end; may lie outside. */
export function shareOf(view: Range, at: number): number {
  return (at - view.from) / Math.max(1, view.to - view.from);
}

/** The view drawn in or out around a share of it; never nearer than three hours or farther than 4,000 years. */
export function zoomed(view: Range, factor: number, around = 0.5): Range {
  const width = view.to - view.from;
  const next = Math.min(4000 * 366 * DAY, Math.max(180, width * factor));
  const fixed = view.from + width * around;
  return { from: fixed - next * around, to: fixed + next * (1 - around) };
}

export function moved(view: Range, share: number): Range {
  const by = (view.to - view.from) * share;
  return { from: view.from + by, to: view.to + by };
}

/** What a key does to the view; null shows everything again. In an interface from right to left the later stands at the left. */
export function byKey(key: string, direction: 'ltr' | 'rtl'): ((view: Range) => Range | null) | undefined {
  const towards = direction === 'rtl' ? -1 : 1;
  const steps: Record<string, (view: Range) => Range | null> = {
    ArrowRight: (view) => moved(view, 0.15 * towards),
    ArrowLeft: (view) => moved(view, -0.15 * towards),
    '+': (view) => zoomed(view, 0.7),
    '=': (view) => zoomed(view, 0.7),
    '-': (view) => zoomed(view, 1.4),
    '0': () => null,
  };
  return steps[key];
}

const STEPS: readonly { kind: Tick['kind']; count: number; minutes: number }[] = [
  { kind: 'hour', count: 1, minutes: 60 },
  { kind: 'hour', count: 3, minutes: 180 },
  { kind: 'hour', count: 6, minutes: 360 },
  { kind: 'hour', count: 12, minutes: 720 },
  { kind: 'day', count: 1, minutes: DAY },
  { kind: 'day', count: 2, minutes: 2 * DAY },
  { kind: 'day', count: 7, minutes: 7 * DAY },
  { kind: 'month', count: 1, minutes: 30 * DAY },
  { kind: 'month', count: 3, minutes: 91 * DAY },
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((count) => ({ kind: 'year' as const, count, minutes: count * 365 * DAY })),
];

/** Ticks on round hours, days, months or years, at most `most` of them. */
export function ticksOf(view: Range, most: number): Tick[] {
  const width = view.to - view.from;
  const step = STEPS.find((one) => width / one.minutes <= most) ?? STEPS.at(-1);
  if (!step || !Number.isFinite(width) || width <= 0) return [];
  const ticks: Tick[] = [];
  const date = new Date(view.from * 60_000);
  let year = date.getUTCFullYear();
  let month = date.getUTCMonth();
  if (step.kind === 'hour' || step.kind === 'day') {
    // Weeks begin on a Monday: 1970-01-05 was one.
    const origin = step.count === 7 ? 4 * DAY : 0;
    for (let at = origin + Math.ceil((view.from - origin) / step.minutes) * step.minutes; at <= view.to; at += step.minutes) {
      const there = new Date(at * 60_000);
      const isMidnight = there.getUTCHours() === 0 && there.getUTCMinutes() === 0;
      if (step.kind === 'hour' && !isMidnight) ticks.push({ at, kind: 'hour', isMajor: false });
      else ticks.push({ at, kind: 'day', isMajor: step.kind === 'hour' || there.getUTCDate() <= step.count });
    }
    return ticks;
  }
  month = step.kind === 'year' ? 0 : Math.floor(month / step.count) * step.count;
  if (step.kind === 'year') year = Math.floor(year / step.count) * step.count;
  for (let guard = 0; guard < 400; guard += 1) {
    const there = new Date(0);
    there.setUTCFullYear(year, month, 1);
    const at = there.getTime() / 60_000;
    if (at > view.to) break;
    if (at >= view.from) {
      if (step.kind === 'year') ticks.push({ at, kind: 'year', isMajor: false });
      else ticks.push(month === 0 ? { at, kind: 'year', isMajor: true } : { at, kind: 'month', isMajor: false });
    }
    if (step.kind === 'year') year += step.count;
    else {
      month += step.count;
      year += Math.floor(month / 12);
      month %= 12;
    }
  }
  return ticks;
}

/** How a stretch is said: the pieces, in words by the caller. */
export type Said =
  | { kind: 'none' }
  | { kind: 'day'; day: number }
  | { kind: 'at'; at: number }
  | { kind: 'between'; from: number; to: number }
  | { kind: 'after'; from: number }
  | { kind: 'before'; to: number }
  | { kind: 'lasting'; start: Range; end: Range };

export function saidOf(when: Moment | null): Said {
  const stretch = stretchOf(when);
  if (!stretch || !when) return { kind: 'none' };
  if (stretch.closes && !stretch.opens) return { kind: 'after', from: stretch.from };
  if (stretch.opens && !stretch.closes) return { kind: 'before', to: stretch.to };
  if (stretch.certain)
    return { kind: 'lasting', start: { from: stretch.from, to: stretch.certain.from }, end: { from: stretch.certain.to, to: stretch.to } };
  if (stretch.from === stretch.to) return { kind: 'at', at: stretch.from };
  if (mod(stretch.from, DAY) === 0 && stretch.to - stretch.from >= DAY - 1 && stretch.to - stretch.from <= DAY) return { kind: 'day', day: stretch.from };
  return { kind: 'between', from: stretch.from, to: stretch.to };
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
