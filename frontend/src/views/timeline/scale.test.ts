import { describe, expect, it } from 'vitest';

import { tickWords } from '$/views/timeline/saying';
import { byKey, firstView, isoOf, minutesOf, moved, saidOf, shareOf, stretchOf, ticksOf, zoomed, type Stretch } from '$/views/timeline/scale';
import type { Moment } from '$/views/timeline/shapes';

function moment(earliestStart: string, latestStart: string, earliestEnd: string, latestEnd: string): Moment {
  return { earliest_start: earliestStart, latest_start: latestStart, earliest_end: earliestEnd, latest_end: latestEnd, words: '', value: '', hedge: '', zone: '' };
}

const at = (iso: string) => minutesOf(iso) ?? Number.NaN;
const stretch = (from: string, to: string): Stretch => ({ from: at(from), to: at(to), certain: null, opens: false, closes: false });

describe('the axis of time', () => {
  it('a day and a time are minutes, and come back; what is no date is nothing', () => {
    expect(isoOf(at('2017-10-12T08:59'))).toBe('2017-10-12T08:59');
    expect(at('2017-10-13') - at('2017-10-12')).toBe(1440);
    expect(minutesOf('')).toBeNull();
    expect(minutesOf('October')).toBeNull();
    expect(isoOf(at('0079-08-24'))).toBe('0079-08-24T00:00');
  });

  it('certain is what lies between the latest start and the earliest end, and nothing if these cross', () => {
    const journey = stretchOf(moment('2017-10-12T05:00', '2017-10-12T08:59', '2017-10-14T17:00', '2017-10-15T20:59'));
    expect(journey?.certain).toEqual({ from: at('2017-10-12T08:59'), to: at('2017-10-14T17:00') });
    expect(stretchOf(moment('2017-10-10T00:00', '2017-10-10T23:59', '2017-10-10T00:00', '2017-10-10T23:59'))?.certain).toBeNull();
  });

  it('an end that nobody knows stays open', () => {
    const after = stretchOf(moment('2017-10-11T08:30', '', '2017-10-11T08:30', ''));
    expect(after).toMatchObject({ opens: false, closes: true, from: at('2017-10-11T08:30') });
    expect(stretchOf(moment('', '', '', ''))).toBeNull();
  });

  it('one far event does not squeeze all others into a corner', () => {
    const near = Array.from({ length: 30 }, (_, hour) => stretch('2017-10-12', `2017-10-1${2 + (hour % 4)}`));
    expect(isoOf(firstView([...near, stretch('1990-01-01', '1990-01-01')]).from) > '2017-10').toBe(true);
    expect(isoOf(firstView(near).from) < '2017-10-12').toBe(true);
  });

  it('zooming keeps what is under the pointer where it is', () => {
    const view = { from: 0, to: 1000 };
    const next = zoomed(view, 0.5, 0.2);
    expect(shareOf(next, 200)).toBeCloseTo(0.2);
    expect(next.to - next.from).toBe(500);
    expect(moved(view, 0.5)).toEqual({ from: 500, to: 1500 });
  });

  it('the arrow to the right goes later, in Arabic earlier; plus draws in, nought shows everything, other keys do nothing', () => {
    const view = { from: 0, to: 1000 };
    expect(byKey('ArrowRight', 'ltr')?.(view)).toEqual({ from: 150, to: 1150 });
    expect(byKey('ArrowRight', 'rtl')?.(view)).toEqual({ from: -150, to: 850 });
    expect(byKey('+', 'ltr')?.(view)).toEqual(zoomed(view, 0.7));
    expect(byKey('0', 'ltr')?.(view)).toBeNull();
    expect(byKey('j', 'ltr')).toBeUndefined();
  });

  it('a tick says no more than its unit', () => {
    const time = at('0079-08-24T09:00');
    expect(tickWords({ at: time, kind: 'hour', isMajor: false })).toBe('09:00');
    expect(tickWords({ at: time, kind: 'day', isMajor: false })).toBe('24 Aug');
    expect(tickWords({ at: time, kind: 'month', isMajor: false })).toBe('Aug');
    expect(tickWords({ at: time, kind: 'year', isMajor: true })).toBe('79');
  });

  it.each([
    ['2017-10-12T00:00', '2017-10-12T10:00', 'hour'],
    ['2017-10-10T00:00', '2017-10-16T00:00', 'day'],
    ['2017-01-10T00:00', '2017-09-16T00:00', 'month'],
    ['1950-01-10T00:00', '2017-09-16T00:00', 'year'],
  ])('from %s to %s ticks are round and few', (from, to, kind) => {
    const view = { from: at(from), to: at(to) };
    const ticks = ticksOf(view, 10);
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThanOrEqual(12);
    expect(ticks.some((tick) => tick.kind === kind)).toBe(true);
    for (const tick of ticks) {
      expect(tick.at).toBeGreaterThanOrEqual(view.from);
      expect(tick.at).toBeLessThanOrEqual(view.to);
      if (tick.kind !== 'hour') expect(isoOf(tick.at)).toMatch(/T00:00$/);
    }
  });

  it('a whole day is a day, a stretch without a certain part lies between, a lasting one has two ends', () => {
    expect(saidOf(moment('2017-10-10T00:00', '2017-10-10T23:59', '2017-10-10T00:00', '2017-10-10T23:59')).kind).toBe('day');
    expect(saidOf(moment('2017-10-12T15:30', '2017-10-12T16:30', '2017-10-12T15:30', '2017-10-12T16:30')).kind).toBe('between');
    expect(saidOf(moment('2017-10-12T05:00', '2017-10-12T08:59', '2017-10-14T17:00', '2017-10-15T20:59')).kind).toBe('lasting');
    expect(saidOf(moment('2017-10-11T08:30', '', '2017-10-11T08:30', '')).kind).toBe('after');
    expect(saidOf(null).kind).toBe('none');
  });
});
