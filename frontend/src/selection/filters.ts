/**
 * One selection of claims, shown as a table, on the timeline or on the map: the same query in the address means the same in all.
 *
 * Question, item, source and time are asked of the server. What the table knows besides (words, value, party, stance ...) is
 * asked of the table: the ids of its claims narrow down what is drawn.
 */

import { address } from '$/router/matching';

/** Filters of the table of claims that timeline and map have no route for. */
export const OF_CLAIMS = [
  'q',
  'value',
  'party',
  'role',
  'stance',
  'state',
  'value_type',
  'unit',
  'over',
  'under',
  'said_from',
  'said_to',
] as const;
/** Filters that the timeline and the map know themselves, one value each. */
const OF_PLACES_AND_TIMES = ['question', 'item', 'source'] as const;
/** A time in EDTF: when it happened. The table has no such filter; it is kept on the way through it. */
const WITHIN = 'within';

const ALL = [...OF_PLACES_AND_TIMES, ...OF_CLAIMS, WITHIN];

export type Filters = Record<string, string[]>;

/** The filters that an address has; anything else in it (what is open, how it is sorted) is no part of the selection. */
export function filtersOf(query: URLSearchParams): Filters {
  const found: Filters = {};
  for (const name of ALL) {
    const values = query.getAll(name).filter((value) => value !== '');
    if (values.length) found[name] = values;
  }
  return found;
}

/** What the server is asked of a timeline or a map. */
export function askedOf(filters: Filters): Record<string, string> {
  const asked: Record<string, string> = {};
  for (const name of [...OF_PLACES_AND_TIMES, WITHIN]) {
    const values = filters[name] ?? [];
    if (values.length === 1 && values[0]) asked[name] = values[0];
  }
  return asked;
}

/** What the table of claims has to be asked for, or null: the server's own filters say it all. */
export function claimsToAsk(filters: Filters): Filters | null {
  const needed = Object.keys(filters).some((name) => {
    if ((OF_CLAIMS as readonly string[]).includes(name)) return true;
    return name !== WITHIN && (filters[name]?.length ?? 0) > 1;
  });
  if (!needed) return null;
  return Object.fromEntries(Object.entries(filters).filter(([name]) => name !== WITHIN));
}

/** The same selection in another view. */
export function sameIn(path: string, filters: Filters): string {
  return address(path, filters);
}

export function isNarrow(filters: Filters): boolean {
  return Object.keys(filters).length > 0;
}
