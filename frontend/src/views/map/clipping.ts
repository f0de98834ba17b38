/**
 * The part of the land that is near the view, as paths. One ring of the land is a continent: only what is seen is drawn.
 *
 * Source: I. Sutherland, G. Hodgman, Communications of the ACM 17 (1974) 32, for clipping polygons.
 */

import { yOf, type Box, type Point } from '$/views/map/projection';
import type { BasemapView } from '$/views/map/shapes';

export interface LayerPath {
  name: string;
  d: string;
}

/** A ring cut to a box; empty if nothing of it is there. */
export function clipRing(ring: readonly Point[], box: Box): Point[] {
  let points = [...ring];
  const sides: [(one: Point) => boolean, (one: Point, other: Point) => Point][] = [
    [(one) => one.x >= box.left, (one, other) => atX(one, other, box.left)],
    [(one) => one.x <= box.right, (one, other) => atX(one, other, box.right)],
    [(one) => one.y >= box.top, (one, other) => atY(one, other, box.top)],
    [(one) => one.y <= box.bottom, (one, other) => atY(one, other, box.bottom)],
  ];
  for (const [isIn, cut] of sides) {
    const kept: Point[] = [];
    points.forEach((point, at) => {
      const before = points[(at + points.length - 1) % points.length] ?? point;
      if (isIn(point)) {
        if (!isIn(before)) kept.push(cut(before, point));
        kept.push(point);
      } else if (isIn(before)) kept.push(cut(before, point));
    });
    points = kept;
  }
  return points;
}

function atX(one: Point, other: Point, x: number): Point {
  return { x, y: one.y + ((x - one.x) / (other.x - one.x)) * (other.y - one.y) };
}

function atY(one: Point, other: Point, y: number): Point {
  return { y, x: one.x + ((y - one.y) / (other.y - one.y)) * (other.x - one.x) };
}

/** The parts of a line that have an end in a box or cross it. */
export function clipLine(line: readonly Point[], box: Box): Point[][] {
  const parts: Point[][] = [];
  let part: Point[] = [];
  line.forEach((point, at) => {
    const before = line[at - 1];
    if (!before) return;
    if (meets(before, point, box)) {
      if (!part.length) part.push(before);
      part.push(point);
    } else if (part.length) {
      parts.push(part);
      part = [];
    }
  });
  if (part.length) parts.push(part);
  return parts;
}

function meets(one: Point, other: Point, box: Box): boolean {
  return (
    Math.max(one.x, other.x) >= box.left &&
    Math.min(one.x, other.x) <= box.right &&
    Math.max(one.y, other.y) >= box.top &&
    Math.min(one.y, other.y) <= box.bottom
  );
}

/** A path for each layer in drawing order, in units of the drawing away from `origin`. */
export function pathsOf(basemap: BasemapView, box: Box, origin: Point): LayerPath[] {
  return basemap.layers.map((layer) => {
    const pieces: string[] = [];
    for (const shape of layer.shapes) {
      const points = shape.points.map(([lon, lat]) => ({ x: lon, y: yOf(lat) }));
      const parts = layer.is_area ? [clipRing(points, box)] : clipLine(points, box);
      for (const part of parts) if (part.length > 1) pieces.push(pathOf(part, origin, layer.is_area));
    }
    return { name: layer.name, d: pieces.join('') };
  });
}

function pathOf(points: readonly Point[], origin: Point, isClosed: boolean): string {
  const said = points.map((one) => `${round(one.x - origin.x)} ${round(one.y - origin.y)}`);
  return `M${said.join('L')}${isClosed ? 'Z' : ''}`;
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
