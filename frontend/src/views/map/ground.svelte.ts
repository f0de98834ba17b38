/**
 * The land under a map, fetched for what is seen and some room around it; anew where the view leaves that or is drawn much nearer or farther.
 *
 * Why with room, and after a moment: a hand that moves the map must not ask the server at each pixel.
 */

import { get, isAborted } from '$/api/client';
import { pathsOf, type LayerPath } from '$/views/map/clipping';
import { boxOf, isWithin, latOf, type Box, type Point, type Size, type View } from '$/views/map/projection';
import type { BasemapView } from '$/views/map/shapes';

export interface Land {
  /** What was asked for. */
  box: Box;
  /** The point that the paths are drawn from. */
  origin: Point;
  scale: number;
  paths: LayerPath[];
  towns: BasemapView['towns'];
}

const WAIT_MS = 160;
const ROOM = 0.7;

export class LandInSight {
  land = $state.raw<Land | null>(null);
  hasFailed = $state(false);

  /** Call while a component is set up. `seen` is what is seen now, or null before that is known. */
  constructor(seen: () => { view: View; size: Size } | null) {
    $effect(() => {
      const now = seen();
      if (!now) return;
      const { land } = this;
      const { view, size } = now;
      const { scale } = view;
      if (land && isWithin(boxOf(view, size), land.box) && scale < land.scale * 2.5 && scale > land.scale / 2.5) return;
      const abort = new AbortController();
      const timer = setTimeout(() => void this.#fetch(view, size, abort.signal), land ? WAIT_MS : 0);
      return () => {
        clearTimeout(timer);
        abort.abort();
      };
    });
  }

  async #fetch(view: View, size: Size, signal: AbortSignal): Promise<void> {
    const box = boxOf(view, size, ROOM);
    const origin = { x: view.x, y: view.y };
    const query = {
      west: held(box.left),
      east: held(box.right),
      south: Number(latOf(box.bottom).toFixed(4)),
      north: Number(latOf(box.top).toFixed(4)),
    };
    try {
      const { data } = await get<BasemapView>('map/basemap', query, signal);
      const towns = [...data.towns].sort((one, other) => one.rank - other.rank);
      this.land = { box, origin, scale: view.scale, paths: pathsOf(data, box, origin), towns };
      this.hasFailed = false;
    } catch (error) {
      if (!isAborted(error)) this.hasFailed = true;
    }
  }
}

function held(lon: number): number {
  return Number(Math.max(-180, Math.min(180, lon)).toFixed(4));
}
