/** When something happened, in words of the interface; and the colour of how surely it did. */

import { day, messages, t } from '$/messages/index.svelte';
import { isoOf, saidOf, type Range, type Tick } from '$/views/timeline/scale';
import type { CaseEvent } from '$/views/timeline/shapes';

const DAY = 1440;

/** The class that colours an event, by its standing. */
export const TONES: Record<string, string> = { corroborated: 'good', contested: 'bad', 'single-source': 'warn', undetermined: 'plain' };

/** What a tick of the axis says. */
export function tickWords(tick: Tick): string {
  const iso = isoOf(tick.at);
  if (tick.kind === 'hour') return iso.slice(11);
  if (tick.kind === 'year') return String(Number(iso.slice(0, 4)));
  const language = messages.language === 'ar' ? 'ar-u-nu-latn' : 'en-GB';
  const date = new Date(tick.at * 60_000);
  const options = tick.kind === 'month' ? ({ month: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(date);
}

function point(minutes: number): string {
  const iso = isoOf(minutes);
  return iso.endsWith('T00:00') ? day(iso.slice(0, 10)) : `${day(iso.slice(0, 10))}, ${iso.slice(11)}`;
}

/** Two times in the shortest words that say both: a day once if it is the same, no clock for whole days. */
function stretch(range: Range, key: 'timeline.from_to' | 'timeline.between'): string {
  if (range.from === range.to) return point(range.from);
  const [from, to] = [isoOf(range.from), isoOf(range.to)];
  const areWhole = from.endsWith('T00:00') && (range.to % DAY === 0 || to.endsWith('T23:59'));
  if (areWhole && from.slice(0, 10) === to.slice(0, 10)) return day(from.slice(0, 10));
  if (areWhole) return t(key, { from: day(from.slice(0, 10)), to: day(to.slice(0, 10)) });
  if (from.slice(0, 10) === to.slice(0, 10)) return `${day(from.slice(0, 10))}, ${from.slice(11)}–${to.slice(11)}`;
  return t(key, { from: point(range.from), to: point(range.to) });
}

export function whenWords(event: CaseEvent): string {
  const said = saidOf(event.when);
  switch (said.kind) {
    case 'none':
      return t('timeline.no_time');
    case 'day':
      return day(isoOf(said.day).slice(0, 10));
    case 'at':
      return point(said.at);
    case 'between':
      return stretch(said, 'timeline.between');
    case 'after':
      return t('timeline.after', { at: point(said.from) });
    case 'before':
      return t('timeline.before', { at: point(said.to) });
    case 'lasting':
      return t('timeline.lasting', { start: stretch(said.start, 'timeline.from_to'), end: stretch(said.end, 'timeline.from_to') });
  }
}
