import { describe, expect, it } from 'vitest';

import { firstPoints, labelsOn, lineOn, near, spotOn } from '$/views/map/drawing';
import { unitsOf } from '$/views/map/projection';
import type { RouteLine } from '$/views/map/routing';
import type { MapSpot } from '$/views/map/shapes';

const SIZE = { width: 800, height: 500 };
const RAQQA = { lon: 39.01, lat: 35.95 };
const VIEW = { ...unitsOf(RAQQA.lon, RAQQA.lat), scale: 100 };
const MIDDLE = { x: 400, y: 250 };

function spot(name: string, at: { lon: number; lat: number }, more: Partial<MapSpot> = {}): MapSpot {
  const place = { name, words: name, ...at, gazetteer_id: '', country: '', radius_km: 0, precision: '' };
  return { id: name, name, place, extent: 'point', names: [], mentions: [], claims: 1, event_ids: [], ...more };
}

function line(id: string, from: { lon: number; lat: number }, to: { lon: number; lat: number }): RouteLine {
  return { id, route: 0, legs: [], from, to, kind: 'known', number: '1', over: [] };
}

const east = (degrees: number) => ({ ...RAQQA, lon: RAQQA.lon + degrees });
const drawn = (...spots: MapSpot[]) => spots.map((one) => spotOn(VIEW, SIZE, one));

describe('what stands where on the map', () => {
  it('a leg has its middle, its length and its direction on the screen', () => {
    const leg = lineOn(VIEW, SIZE, line('a', RAQQA, east(1)));
    expect(leg.from.x).toBeCloseTo(400);
    expect(leg.to.x).toBeCloseTo(500);
    expect(leg).toMatchObject({ angle: 0, middle: { x: expect.closeTo(450), y: expect.closeTo(250) } });
    expect(leg.length).toBeCloseTo(100);
  });

  it('a symbol goes before a leg, a leg before a name, and far from all there is nothing', () => {
    const spots = drawn(spot('Raqqa', RAQQA));
    const lines = [lineOn(VIEW, SIZE, line('leg', RAQQA, east(2)))];
    const labels = labelsOn(VIEW, SIZE, { spots, lines, towns: [], chosen: '' });
    const all = { spots, lines, labels };
    expect(near(MIDDLE, all)).toEqual({ place: 'Raqqa' });
    expect(near({ x: 500, y: 256 }, all)).toEqual({ leg: 'leg' });
    const name = labels[0];
    expect(name && near({ x: name.x, y: name.y - 5 }, { spots: [], lines: [], labels })).toEqual({ place: 'Raqqa' });
    expect(near({ x: 700, y: 450 }, all)).toEqual({});
  });

  it('a leg ends where it ends: what lies beyond in its direction is not near it', () => {
    const lines = [lineOn(VIEW, SIZE, line('leg', RAQQA, east(1)))];
    expect(near({ x: 495, y: 250 }, { spots: [], lines, labels: [] })).toEqual({ leg: 'leg' });
    expect(near({ x: 520, y: 250 }, { spots: [], lines, labels: [] })).toEqual({});
  });

  it('the chosen place has a name before one with more claims, and a town that is a place of the case is named once', () => {
    const spots = drawn(spot('Tabqa', RAQQA, { claims: 50 }), spot('Raqqa', RAQQA));
    const towns = [{ name: 'Raqqa', ...RAQQA, rank: 1, is_capital: false }, { name: 'Far', lon: 41, lat: 36.5, rank: 2, is_capital: false }];
    const named = (chosen: string) => labelsOn(VIEW, SIZE, { spots, lines: [], towns, chosen });
    expect(named('')[0]?.name).toBe('Tabqa');
    expect(named('Raqqa')[0]?.name).toBe('Raqqa');
    expect(named('').filter((one) => one.name === 'Raqqa')).toHaveLength(1);
    expect(named('').find((one) => one.name === 'Far')?.kind).toBe('town');
  });

  it('an area moves the first view only where there is nothing else', () => {
    const area = spot('Syria', { lon: 38, lat: 35 }, { extent: 'area' });
    expect(firstPoints([area, spot('Raqqa', RAQQA)], [])).toEqual([RAQQA]);
    expect(firstPoints([area], [])).toEqual([{ lon: 38, lat: 35 }]);
    expect(firstPoints([area], [line('a', RAQQA, east(1))])).toEqual([RAQQA, east(1)]);
  });
});
