/** What stands where on the screen, and what is near a pointer there. Apart from the browser, so that it can be tested. */

import { placeLabels, type Label, type Wanted } from '$/views/map/labels';
import { pixelsOf, toScreen, unitsOf, type Point, type Size, type View } from '$/views/map/projection';
import type { RouteLine } from '$/views/map/routing';
import type { BasemapView, MapSpot } from '$/views/map/shapes';

/** A place on the screen, in pixels. */
export interface DrawnSpot {
  spot: MapSpot;
  at: Point;
  /** How far it may reach. */
  radius: number;
  /** Half the width of its symbol. */
  dot: number;
}

/** A line of a route on the screen, in pixels and degrees. */
export interface DrawnLine {
  line: RouteLine;
  from: Point;
  to: Point;
  angle: number;
  length: number;
  middle: Point;
}

export interface DrawnLabel extends Label {
  kind: 'place' | 'town';
}

const NEAR_SPOT_PX = 12;
const NEAR_LINE_PX = 9;
/** Heights of letters; they tell a place of the case from a town of the land. */
const PLACE_PX = 13;
const TOWN_PX = 11;

export function spotOn(view: View, size: Size, spot: MapSpot): DrawnSpot {
  const lat = spot.place.lat ?? 0;
  return {
    spot,
    at: toScreen(view, size, unitsOf(spot.place.lon ?? 0, lat)),
    radius: pixelsOf(spot.place.radius_km, lat, view.scale),
    dot: 5 + Math.min(5, Math.sqrt(spot.claims)),
  };
}

export function lineOn(view: View, size: Size, line: RouteLine): DrawnLine {
  const from = toScreen(view, size, unitsOf(line.from.lon, line.from.lat));
  const to = toScreen(view, size, unitsOf(line.to.lon, line.to.lat));
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { line, from, to, angle, length, middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
}

/** Names of places and then of towns, the chosen place first, then those with most claims; clear of all that is drawn. */
export function labelsOn(
  view: View,
  size: Size,
  drawn: { spots: readonly DrawnSpot[]; lines: readonly DrawnLine[]; towns: BasemapView['towns']; chosen: string },
): DrawnLabel[] {
  const inSight = (at: Point) => at.x > -40 && at.y > -20 && at.x < size.width + 40 && at.y < size.height + 20;
  const isWide = (radius: number) => radius > Math.max(size.width, size.height) * 0.9;
  const places = drawn.spots.filter((one) => inSight(one.at) && !isWide(one.radius));
  const wanted: Wanted[] = [...places]
    .sort((one, other) => Number(other.spot.id === drawn.chosen) - Number(one.spot.id === drawn.chosen) || other.spot.claims - one.spot.claims)
    .map((one) => ({ id: one.spot.id, name: one.spot.name, at: one.at, gap: one.dot + 5, size: PLACE_PX }));
  const names = new Set(drawn.spots.flatMap(({ spot }) => [spot.name, spot.place.name, ...spot.names]));
  for (const town of drawn.towns) {
    if (names.has(town.name)) continue;
    const at = toScreen(view, size, unitsOf(town.lon, town.lat));
    if (inSight(at)) wanted.push({ id: `town:${town.name}:${town.lon}`, name: town.name, at, gap: 6, size: TOWN_PX });
  }
  const badges = drawn.lines.filter((one) => one.length > 30).map((one) => ({ at: one.middle, radius: 12 }));
  const symbols = places.map((one) => ({ at: one.at, radius: Math.max(3, one.dot - 2) }));
  const scaleBar = [0, 20, 40, 60, 80, 100, 120, 140].map((x) => ({ at: { x: 10 + x, y: size.height - 22 }, radius: 14 }));
  const buttons = [28, 68, 108].map((y) => ({ at: { x: 28, y }, radius: 20 }));
  const labels = placeLabels(wanted, [...badges, ...symbols, ...scaleBar, ...buttons], size);
  return labels.map((label) => ({ ...label, kind: label.size === PLACE_PX ? 'place' : 'town' }));
}

/** What a pointer is at: a place's symbol before a leg, a leg before a place's name. */
export function near(at: Point, drawn: { spots: readonly DrawnSpot[]; lines: readonly DrawnLine[]; labels: readonly DrawnLabel[] }): { place?: string; leg?: string } {
  const spot = nearest(drawn.spots.map((one) => ({ id: one.spot.id, far: Math.hypot(one.at.x - at.x, one.at.y - at.y) - one.dot })));
  if (spot && spot.far < NEAR_SPOT_PX) return { place: spot.id };
  const line = nearest(drawn.lines.map((one) => ({ id: one.line.id, far: distance(at, one.from, one.to) })));
  if (line && line.far < NEAR_LINE_PX) return { leg: line.id };
  const label = drawn.labels.find((one) => one.kind === 'place' && Math.abs(one.y - 5 - at.y) < 9 && Math.abs(one.x - at.x) < 70);
  return label ? { place: label.id } : {};
}

function nearest(found: { id: string; far: number }[]): { id: string; far: number } | undefined {
  return found.sort((one, other) => one.far - other.far)[0];
}

/** From a point to the nearest point between two others. */
function distance(at: Point, from: Point, to: Point): number {
  const length = (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
  const share = length ? Math.max(0, Math.min(1, ((at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)) / length)) : 0;
  return Math.hypot(at.x - from.x - share * (to.x - from.x), at.y - from.y - share * (to.y - from.y));
}

/** What the first view holds: spots and the ends of routes; areas only where there is nothing else, since their middle says little. */
export function firstPoints(places: readonly MapSpot[], routes: readonly RouteLine[]): { lon: number; lat: number }[] {
  const of = (spot: MapSpot) => ({ lon: spot.place.lon ?? 0, lat: spot.place.lat ?? 0 });
  const ends = routes.flatMap((line) => [line.from, line.to]);
  const exact = places.filter((spot) => spot.extent !== 'area').map(of);
  return exact.length || ends.length ? [...exact, ...ends] : places.map(of);
}
