/** The filters of claims as they stand in an address: a saved search is one. Apart from the browser, so that it can be tested. */

import type { Query } from '$/api/client';
import type { Key } from '$/messages/index.svelte';

export const LISTS = ['state', 'question', 'source', 'party', 'role', 'stance', 'value_type', 'unit', 'item'] as const;
export type ListName = (typeof LISTS)[number];

export const LABELS: Record<ListName, Key> = {
  state: 'claims.facet.state',
  question: 'claims.facet.question',
  source: 'claims.facet.source',
  party: 'claims.facet.party',
  role: 'claims.facet.role',
  stance: 'claims.facet.stance',
  value_type: 'claims.facet.value_type',
  unit: 'claims.facet.unit',
  item: 'claims.facet.item',
};

export const SORTS = ['item', 'worth', 'said_on', 'value', 'source'] as const;

const SINGLE = ['q', 'value', 'over', 'under', 'at_least', 'at_most', 'said_from', 'said_to'] as const;

/** What is asked of the server: the address's filters and nothing else of it. */
export function filtersOf(query: URLSearchParams): Query {
  const found: Query = {};
  for (const name of SINGLE) {
    const value = query.get(name);
    if (value) found[name] = value;
  }
  for (const name of LISTS) {
    const values = query.getAll(name);
    if (values.length) found[name] = values;
  }
  return found;
}

/** The values that are chosen in each list; none where it is not filtered. */
export function chosenOf(filters: Query): Record<ListName, string[]> {
  const listed = (value: Query[string]) => (Array.isArray(value) ? value.map(String) : []);
  return Object.fromEntries(LISTS.map((name) => [name, listed(filters[name])])) as Record<ListName, string[]>;
}

/** Whether anything is filtered at all. */
export function isFiltered(query: URLSearchParams): boolean {
  return Object.keys(filtersOf(query)).length > 0;
}

export interface Saved {
  name: string;
  search: string;
}

const KEPT_AS = 'testimonia.searches';

export function savedSearches(): Saved[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is Saved => typeof one?.name === 'string' && typeof one?.search === 'string') : [];
  } catch {
    return [];
  }
}

export function keepSearches(saved: readonly Saved[]): void {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(saved));
  } catch {
    // a browser that keeps nothing: the address can still be kept as a bookmark
  }
}
