/**
 * Something the server knows, kept up to date while a view is open.
 *
 * What was there stays visible while the new is fetched, so that nothing flickers; an answer that came too late is dropped.
 */

import { untrack } from 'svelte';

import { asProblem, get, isAborted, type Query } from '$/api/client';
import { live } from '$/api/live.svelte';
import type { Problem } from '$/api/problems';
import { messages } from '$/messages/index.svelte';

export interface Asked {
  path: string;
  query?: Query;
}

const SETTLE_MS = 250;

export class Resource<T> {
  data = $state.raw<T | null>(null);
  etag = $state('');
  problem = $state.raw<Problem | null>(null);
  isLoading = $state(false);
  #asked: Asked | null = null;
  #abort: AbortController | null = null;

  /**
   * Call while a component is set up. `ask` returns what is wanted now, or null; it is asked again when what it reads changes.
   * `waitMs` is how long it must stay the same before the server is asked: where a key held down runs through many.
   */
  constructor(ask: () => Asked | null, { isLive = true, waitMs = 0 }: { isLive?: boolean; waitMs?: number } = {}) {
    let address = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    $effect(() => {
      const asked = ask();
      const { language } = messages; // the server says its sentences in it
      untrack(() => {
        const next = JSON.stringify([asked, language]);
        if (next === address) return;
        const isFirst = address === '';
        const samePath = this.#asked?.path === asked?.path;
        address = next;
        this.#asked = asked;
        if (!samePath) {
          this.data = null;
          this.etag = '';
        }
        clearTimeout(timer);
        this.#abort?.abort();
        if (waitMs && !isFirst) timer = setTimeout(() => void this.reload(), waitMs);
        else void this.reload();
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
        const timer = setTimeout(() => void this.reload(), SETTLE_MS);
        return () => clearTimeout(timer);
      });
    }
    $effect(() => () => {
      clearTimeout(timer);
      this.#abort?.abort();
    });
  }

  async reload(): Promise<void> {
    this.#abort?.abort();
    const asked = this.#asked;
    if (!asked) {
      this.data = null;
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    this.isLoading = true;
    try {
      const answer = await get<T>(asked.path, asked.query ?? {}, abort.signal);
      if (abort.signal.aborted) return;
      this.data = answer.data;
      this.etag = answer.etag;
      this.problem = null;
    } catch (error) {
      if (!isAborted(error)) this.problem = asProblem(error);
    } finally {
      if (this.#abort === abort) this.isLoading = false;
    }
  }

  /** Puts in what an own change came back with; an answer that is still on its way was asked for before it. */
  put(data: T, etag: string): void {
    this.#abort?.abort();
    this.data = data;
    this.etag = etag;
  }
}
