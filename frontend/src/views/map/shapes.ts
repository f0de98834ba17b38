/** What the server tells of places, routes and the land under them. */

import type { CaseEvent, Moment, Place } from '$/views/timeline/shapes';

export interface Mention {
  claim_id: string;
  words: string;
  before: string;
  after: string;
  source_id: string;
  source: string;
  is_protected: boolean;
  said_on: string;
  stance: string;
  item: string;
  locator: string;
}

export interface MapSpot {
  id: string;
  name: string;
  place: Place;
  extent: 'point' | 'circle' | 'area' | 'unknown';
  names: string[];
  mentions: Mention[];
  claims: number;
  event_ids: string[];
}

export interface Leg {
  id: string;
  order: number;
  start: Place;
  end: Place;
  when: Moment | null;
  source_ids: string[];
  claim_ids: string[];
  low_km: number | null;
  high_km: number | null;
  is_known: boolean;
  words: string;
}

export interface Route {
  id: string;
  name: string;
  legs: Leg[];
  low_km: number | null;
  high_km: number | null;
  words: string;
}

export interface MapView {
  title: string;
  places: MapSpot[];
  events: CaseEvent[];
  routes: Route[];
  sources: Record<string, string>;
  total: number;
}

export interface BasemapView {
  layers: { name: string; is_area: boolean; shapes: { kind: string; name: string; points: [number, number][] }[] }[];
  towns: { name: string; lon: number; lat: number; rank: number; is_capital: boolean }[];
  source: string;
}
