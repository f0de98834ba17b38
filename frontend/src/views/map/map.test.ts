import { describe, expect, it } from 'vitest';

import { clipLine, clipRing, pathsOf } from '$/views/map/clipping';
import { placeLabels, widthOf } from '$/views/map/labels';
import { boxOf, fitted, latOf, movedBy, pixelsOf, scaleBar, toScreen, toUnits, unitsOf, yOf, zoomedAt, type Point } from '$/views/map/projection';
import { linesOf } from '$/views/map/routing';
import type { Leg, Route } from '$/views/map/shapes';
import type { Place } from '$/views/timeline/shapes';

const SIZE = { width: 800, height: 500 };
const RAQQA = { lon: 39.01, lat: 35.95 };

function place(name: string, lon: number | null, lat: number | null): Place {
  return { name, words: name, lon, lat, gazetteer_id: '', country: '', radius_km: 0, precision: '' };
}

function leg(order: number, start: Place, end: Place, isKnown = true): Leg {
  return { id: `${order}:${end.name}`, order, start, end, when: null, source_ids: [], claim_ids: [], low_km: null, high_km: null, is_known: isKnown, words: '' };
}

const route = (...legs: Leg[]): Route => ({ id: 'r', name: 'r', legs, low_km: null, high_km: null, words: '' });

describe('the projection', () => {
  it('latitudes come back, and north is up', () => {
    for (const lat of [-60, 0, 35.95, 71]) expect(latOf(yOf(lat))).toBeCloseTo(lat, 9);
    expect(yOf(36)).toBeLessThan(yOf(35));
  });
  it('near the ground a kilometre is as long to the north as to the east', () => {
    const kmNorth = 1 / ((6371.0088 * Math.PI) / 180);
    const north = (yOf(36) - yOf(36 + kmNorth)) * 1000;
    expect(pixelsOf(1, 36, 1000)).toBeCloseTo(north, 2);
  });
  it('the first view holds every point, and one point alone is seen from a town away', () => {
    const points = [RAQQA, { lon: 40.5, lat: 35.1 }];
    const view = fitted(points, SIZE);
    for (const one of points) {
      const at = toScreen(view, SIZE, unitsOf(one.lon, one.lat));
      expect(at.x).toBeGreaterThan(0);
      expect(at.x).toBeLessThan(SIZE.width);
      expect(at.y).toBeGreaterThan(0);
      expect(at.y).toBeLessThan(SIZE.height);
    }
    const alone = fitted([RAQQA], SIZE);
    expect(SIZE.width / pixelsOf(1, RAQQA.lat, alone.scale)).toBeGreaterThan(30);
  });
  it('what is under the pointer stays there when one zooms, and follows when one drags', () => {
    const view = fitted([RAQQA, { lon: 40.5, lat: 35.1 }], SIZE);
    const at = { x: 200, y: 100 };
    const there = toUnits(view, SIZE, at);
    expect(toScreen(zoomedAt(view, SIZE, 3, at), SIZE, there).x).toBeCloseTo(at.x);
    expect(toScreen(movedBy(view, { x: 30, y: -10 }), SIZE, there)).toMatchObject({ x: expect.closeTo(230), y: expect.closeTo(90) });
  });
  it('the scale bar is round and not longer than there is room', () => {
    const bar = scaleBar(fitted([RAQQA], SIZE), 120);
    expect(bar.pixels).toBeLessThanOrEqual(120);
    expect(bar.pixels).toBeGreaterThan(40);
    expect(String(bar.km)).toMatch(/^[125]0*$/);
  });
});

describe('the land', () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  const corners = (...points: [number, number][]): Point[] => points.map(([x, y]) => ({ x, y }));

  it('a continent around the view becomes the view', () => {
    const cut = clipRing(corners([-100, -100], [100, -100], [100, 100], [-100, 100]), box);
    expect(cut.map((one) => `${one.x},${one.y}`).sort()).toEqual(['0,0', '0,10', '10,0', '10,10']);
  });
  it('what lies elsewhere is left out', () => {
    expect(clipRing(corners([20, 20], [30, 20], [30, 30]), box)).toEqual([]);
    expect(clipLine(corners([20, 20], [30, 20]), box)).toEqual([]);
  });
  it('a line that leaves and comes back is two lines', () => {
    expect(clipLine(corners([1, 1], [5, 5], [50, 5], [50, 8], [5, 8], [1, 8]), box)).toHaveLength(2);
  });
  it('no point of a path is far from the view', () => {
    const view = fitted([RAQQA], SIZE);
    const near = boxOf(view, SIZE, 0.5);
    const ring = Array.from({ length: 400 }, (_, at): [number, number] => [39 + 30 * Math.cos(at / 63.6), 36 + 20 * Math.sin(at / 63.6)]);
    const [land] = pathsOf({ layers: [{ name: 'land', is_area: true, shapes: [{ kind: '', name: '', points: ring }] }], towns: [], source: '' }, near, { x: view.x, y: view.y });
    const numbers = (land?.d.match(/-?[\d.]+/g) ?? []).map(Number);
    expect(numbers.length).toBeGreaterThan(5);
    expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(near.right - view.x + 0.001);
  });
});

describe('names', () => {
  const want = (id: string, x: number, y: number) => ({ id, name: `Place ${id}`, at: { x, y }, gap: 9, size: 13 });

  it('no name covers another, and the first has its place before the others', () => {
    const labels = placeLabels(Array.from({ length: 40 }, (_, at) => want(String(at), 380 + (at % 7) * 12, 240 + Math.floor(at / 7) * 9)), [], SIZE);
    expect(labels[0]?.id).toBe('0');
    expect(labels.length).toBeLessThan(40);
    const boxes = labels.map((label) => {
      const width = widthOf(label.name, label.size);
      const left = label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x - width : label.x - width / 2;
      return { left, right: left + width, top: label.y - 10, bottom: label.y + 3 };
    });
    boxes.forEach((one, at) =>
      boxes.slice(at + 1).forEach((other) => expect(one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom).toBe(false)),
    );
  });
  it('no name is cut by the edge or covers a symbol', () => {
    expect(placeLabels([want('a', 795, 250)], [], SIZE)[0]?.anchor).toBe('end');
    expect(placeLabels([want('a', 400, 250)], [{ at: { x: 430, y: 250 }, radius: 12 }], SIZE)[0]?.anchor).not.toBe('start');
  });
});

describe('routes', () => {
  const [a, b, c] = [place('a', 38, 36), place('b', 39, 36), place('c', 40, 35)];
  const nowhere = place('Shanine', null, null);

  it('legs of one number are alternatives; a leg that nobody tells is unknown', () => {
    const lines = linesOf(route(leg(0, a, b), leg(1, b, c), leg(1, b, a), leg(2, c, a, false)), 0);
    expect(lines.map((line) => [line.number, line.kind])).toEqual([
      ['1', 'known'],
      ['2', 'alternative'],
      ['2', 'alternative'],
      ['3', 'unknown'],
    ]);
  });
  it('over places that nobody can find one line joins the known ends, and names them', () => {
    const lines = linesOf(route(leg(0, a, b), leg(1, b, nowhere), leg(2, nowhere, c)), 0);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({ number: '2–3', kind: 'unknown', from: { lon: 39 }, to: { lon: 40 }, over: ['Shanine'] });
    expect(lines[1]?.legs).toHaveLength(2);
  });
  it('a route that ends nowhere is drawn as far as it is known', () => {
    expect(linesOf(route(leg(0, a, b), leg(1, b, nowhere)), 0).map((line) => line.number)).toEqual(['1']);
  });
});
