/** Ids of the claims of a selection that only the table of claims can make. */

import { untrack } from 'svelte';

import { asProblem, get, isAborted } from '$/api/client';
import type { Problem } from '$/api/problems';
import type { Page } from '$/api/shapes';
import type { Filters } from '$/selection/filters';

const MOST_PAGES = 50;
const PAGE = 200;

export class SelectedClaims {
  /** Null: no selection that needs them. */
  ids = $state.raw<ReadonlySet<string> | null>(null);
  total = $state(0);
  problem = $state.raw<Problem | null>(null);
  isLoading = $state(false);
  /** Whether there are more claims than were fetched. */
  isCut = $state(false);

  /** Call while a component is set up. `ask` returns filters of claims, or null. */
  constructor(ask: () => Filters | null) {
    let asked = '';
    let abort: AbortController | null = null;
    $effect(() => {
      const filters = ask();
      untrack(() => {
        const next = JSON.stringify(filters);
        if (next === asked) return;
        asked = next;
        abort?.abort();
        this.problem = null;
        this.isCut = false;
        if (filters === null) {
          this.ids = null;
          this.isLoading = false;
          return;
        }
        abort = new AbortController();
        void this.#fetch(filters, abort.signal);
      });
    });
    $effect(() => () => abort?.abort());
  }

  async #fetch(filters: Filters, signal: AbortSignal): Promise<void> {
    this.isLoading = true;
    const ids = new Set<string>();
    let cursor: string | null = null;
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query: Record<string, string | number | string[]> = { ...filters, limit: PAGE, ...(cursor ? { cursor } : {}) };
        const { data } = await get<Page<{ id: string }>>('claims', query, signal);
        for (const row of data.rows) ids.add(row.id);
        this.total = data.total;
        cursor = data.next;
        if (!cursor) break;
      }
      if (signal.aborted) return;
      this.ids = ids;
      this.isCut = cursor !== null;
    } catch (error) {
      if (!isAborted(error)) this.problem = asProblem(error);
    } finally {
      if (!signal.aborted) this.isLoading = false;
    }
  }
}
