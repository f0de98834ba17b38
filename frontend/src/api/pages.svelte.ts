/** A long list that is fetched as one scrolls: cursor pages one after the other, each row once. */

import { untrack } from 'svelte';

import { asProblem, get, isAborted, type Query } from '$/api/client';
import { live } from '$/api/live.svelte';
import type { Problem } from '$/api/problems';
import type { Page } from '$/api/shapes';
import { messages } from '$/messages/index.svelte';

export class Pages<T extends { id: string }, P extends Page<T> = Page<T>> {
  rows = $state.raw<T[]>([]);
  total = $state(0);
  /** The first page as it came, for what it tells beside its rows. */
  first = $state.raw<P | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLoading = $state(false);
  hasMore = $state(false);
  #path: string;
  #query: Query = {};
  #next: string | null = null;
  #abort: AbortController | null = null;
  #limit: number;

  /** Call while a component is set up. `ask` returns the filters wanted now, or null for nothing. */
  constructor(path: string, ask: () => Query | null, { limit = 100, isLive = true }: { limit?: number; isLive?: boolean } = {}) {
    this.#path = path;
    this.#limit = limit;
    let asked = '';
    $effect(() => {
      const query = ask();
      const { language } = messages; // the server says its sentences in it
      untrack(() => {
        const next = JSON.stringify([query, language]);
        if (next === asked) return;
        asked = next;
        if (query === null) return;
        this.#query = query;
        void this.reload();
      });
    });
    if (isLive) {
      let seen = '';
      $effect(() => {
        const version = live.version;
        if (!version || version === seen) return;
        const isFirst = seen === '';
        seen = version;
        if (isFirst) return;
        const timer = setTimeout(() => void this.refresh(), 600);
        return () => clearTimeout(timer);
      });
    }
    $effect(() => () => this.#abort?.abort());
  }

  /** From the start. */
  async reload(): Promise<void> {
    this.#next = null;
    await this.#fetch(true, this.#limit);
  }

  /** As many rows as are there now, as they are now: after a change by somebody else. */
  async refresh(): Promise<void> {
    if (this.rows.length > 200) return;
    this.#next = null;
    await this.#fetch(true, Math.min(200, Math.max(this.#limit, this.rows.length)));
  }

  /** The next page. */
  async more(): Promise<void> {
    if (this.isLoading || !this.hasMore) return;
    await this.#fetch(false, this.#limit);
  }

  /** Changes one row in place; null takes it out. */
  put(id: string, row: T | null): void {
    this.rows = row ? this.rows.map((one) => (one.id === id ? row : one)) : this.rows.filter((one) => one.id !== id);
    if (!row) this.total = Math.max(0, this.total - 1);
  }

  async #fetch(isAnew: boolean, limit: number): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.isLoading = true;
    try {
      const query = { ...this.#query, limit, ...(isAnew || !this.#next ? {} : { cursor: this.#next }) };
      const { data } = await get<P>(this.#path, query, abort.signal);
      if (abort.signal.aborted) return;
      if (isAnew) {
        this.rows = [...data.rows];
        this.first = data;
      } else {
        const known = new Set(this.rows.map((row) => row.id));
        this.rows = [...this.rows, ...data.rows.filter((row) => !known.has(row.id))];
      }
      this.total = data.total;
      this.#next = data.next ?? null;
      this.hasMore = Boolean(data.next);
      this.problem = null;
    } catch (error) {
      if (!isAborted(error)) this.problem = asProblem(error);
    } finally {
      if (this.#abort === abort) this.isLoading = false;
    }
  }
}
