/**
 * Where a coordinate lands on the screen. Apart from the browser, so that it can be tested.
 *
 * The same projection as the published map: spherical Mercator, in which north is up and a circle of some kilometres is a circle.
 * Units of the drawing are degrees of longitude; y grows to the south.
 *
 * Source: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), pages 41 and 44.
 */

export interface Point {
  x: number;
  y: number;
}

/** A part of the drawing, in its units. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is seen: the middle, in units of the drawing, and pixels per unit. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

const KM_PER_DEGREE = (6371.0088 * Math.PI) / 180;
const MOST_LAT = 83;
/** Width of the smallest first view. */
const LEAST_KM = 40;
const LEAST_SCALE = 1;
const MOST_SCALE = 60_000;

export function yOf(lat: number): number {
  const held = Math.max(-MOST_LAT, Math.min(MOST_LAT, lat));
  return (-Math.log(Math.tan(Math.PI / 4 + (held * Math.PI) / 360)) * 180) / Math.PI;
}

export function latOf(y: number): number {
  return (Math.atan(Math.exp((-y * Math.PI) / 180)) * 360) / Math.PI - 90;
}

export function unitsOf(lon: number, lat: number): Point {
  return { x: lon, y: yOf(lat) };
}

export function toScreen(view: View, size: Size, point: Point): Point {
  return { x: (point.x - view.x) * view.scale + size.width / 2, y: (point.y - view.y) * view.scale + size.height / 2 };
}

export function toUnits(view: View, size: Size, point: Point): Point {
  return { x: (point.x - size.width / 2) / view.scale + view.x, y: (point.y - size.height / 2) / view.scale + view.y };
}

/** Pixels that some kilometres take at a latitude. */
export function pixelsOf(km: number, lat: number, scale: number): number {
  return (km / (KM_PER_DEGREE * Math.max(0.01, Math.cos((lat * Math.PI) / 180)))) * scale;
}

export function boxOf(view: View, size: Size, grown = 0): Box {
  const halfWidth = (size.width / 2 / view.scale) * (1 + grown);
  const halfHeight = (size.height / 2 / view.scale) * (1 + grown);
  return { left: view.x - halfWidth, top: view.y - halfHeight, right: view.x + halfWidth, bottom: view.y + halfHeight };
}

export function isWithin(inner: Box, outer: Box): boolean {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

/** The view that holds all points, with room around them. */
export function fitted(points: readonly { lon: number; lat: number }[], size: Size): View {
  if (!points.length) return { x: 20, y: yOf(25), scale: Math.max(LEAST_SCALE, size.width / 360) };
  const xs = points.map((one) => one.lon);
  const ys = points.map((one) => yOf(one.lat));
  const middleLat = latOf((Math.min(...ys) + Math.max(...ys)) / 2);
  const least = LEAST_KM / (KM_PER_DEGREE * Math.cos((middleLat * Math.PI) / 180));
  const width = Math.max(least, Math.max(...xs) - Math.min(...xs));
  const height = Math.max(least / 2, Math.max(...ys) - Math.min(...ys));
  const scale = Math.min(size.width / (width * 1.3), size.height / (height * 1.5));
  return {
    x: (Math.min(...xs) + Math.max(...xs)) / 2,
    y: (Math.min(...ys) + Math.max(...ys)) / 2,
    scale: Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale)),
  };
}

/** Drawn nearer or farther; what is at the pointer stays there. */
export function zoomedAt(view: View, size: Size, factor: number, at: Point = { x: size.width / 2, y: size.height / 2 }): View {
  const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, view.scale * factor));
  const fixed = toUnits(view, size, at);
  return held({ x: fixed.x - (at.x - size.width / 2) / scale, y: fixed.y - (at.y - size.height / 2) / scale, scale });
}

export function movedBy(view: View, pixels: Point): View {
  return held({ ...view, x: view.x - pixels.x / view.scale, y: view.y - pixels.y / view.scale });
}

function held(view: View): View {
  return { ...view, x: Math.max(-180, Math.min(180, view.x)), y: Math.max(yOf(MOST_LAT), Math.min(-yOf(MOST_LAT), view.y)) };
}

/** The longest round distance that a scale bar of so many pixels can show, true for the middle of the view. */
export function scaleBar(view: View, most: number): { km: number; pixels: number } {
  const perKm = pixelsOf(1, latOf(view.y), view.scale);
  const longest = most / perKm;
  const power = 10 ** Math.floor(Math.log10(longest));
  const km = ([5, 2, 1].find((one) => one * power <= longest) ?? 1) * power;
  return { km, pixels: km * perKm };
}
