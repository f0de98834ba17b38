/** How a route is drawn: its legs, and where it leads over places that nobody can find. */

import type { Place } from '$/views/timeline/shapes';
import type { Leg, Route } from '$/views/map/shapes';

export interface RouteLine {
  id: string;
  route: number;
  /** Legs it stands for, in order; several where places between have no coordinates. */
  legs: Leg[];
  from: { lon: number; lat: number };
  to: { lon: number; lat: number };
  /** known; alternative: the accounts differ here; unknown: nobody describes it, or over places in no gazetteer. */
  kind: 'known' | 'alternative' | 'unknown';
  /** "3" or "3–5", as in the list. */
  number: string;
  /** Places on the way that cannot be drawn. */
  over: string[];
}

function spot(place: Place): { lon: number; lat: number } | null {
  return place.lat === null || place.lon === null ? null : { lon: place.lon, lat: place.lat };
}

/** The lines of a route. A stretch over places without coordinates is one line between the known ones at its ends. */
export function linesOf(route: Route, number: number): RouteLine[] {
  const orders = [...new Set(route.legs.map((leg) => leg.order))].sort((one, other) => one - other);
  const lines: RouteLine[] = [];
  let known: { lon: number; lat: number } | null = null;
  let waiting: Leg[] = [];
  for (const order of orders) {
    const legs = route.legs.filter((leg) => leg.order === order);
    for (const leg of legs) {
      const [from, to] = [spot(leg.start), spot(leg.end)];
      if (from && to)
        lines.push({
          id: leg.id,
          route: number,
          legs: [leg],
          from,
          to,
          kind: !leg.is_known ? 'unknown' : legs.length > 1 ? 'alternative' : 'known',
          number: String(order + 1),
          over: [],
        });
    }
    const start = legs.map((leg) => spot(leg.start)).find(Boolean) ?? null;
    const end = legs.map((leg) => spot(leg.end)).find(Boolean) ?? null;
    if (start && !waiting.length) known = start;
    if (!start || !end) waiting.push(...legs);
    if (!end) continue;
    const first = waiting[0];
    if (first && known && (known.lon !== end.lon || known.lat !== end.lat)) {
      const from = Math.min(...waiting.map((leg) => leg.order)) + 1;
      const over = [...new Set(waiting.filter((leg) => !spot(leg.end)).map((leg) => leg.end.name))];
      lines.push({
        id: first.id,
        route: number,
        legs: waiting,
        from: known,
        to: end,
        kind: 'unknown',
        number: from === order + 1 ? String(from) : `${from}–${order + 1}`,
        over,
      });
    }
    waiting = [];
    known = end;
  }
  return lines;
}
