/** "What if": what a person supposes about a question's sources and claims, and what the server reckons then. */

import { asProblem, change, isAborted } from '$/api/client';
import type { Problem } from '$/api/problems';
import type { Supposed } from '$/api/shapes';

export class Supposing {
  withoutSources = $state<string[]>([]);
  withoutClaims = $state<string[]>([]);
  asOne = $state<string[]>([]);
  isWeighted = $state(true);
  result = $state.raw<Supposed | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLoading = $state(false);
  #abort: AbortController | null = null;

  get isOn(): boolean {
    return this.withoutSources.length > 0 || this.withoutClaims.length > 0 || this.asOne.length > 1 || !this.isWeighted;
  }

  /** Call while a component is set up: reckons anew at once whenever something else is supposed, or what is known has changed. */
  constructor(questionId: () => string, etag: () => string) {
    let of = '';
    $effect(() => {
      const id = questionId();
      if (of && of !== id) this.clear();
      of = id;
    });
    $effect(() => {
      etag();
      const supposed = {
        without_sources: [...this.withoutSources],
        without_claims: [...this.withoutClaims],
        as_one: this.asOne.length > 1 ? [[...this.asOne]] : [],
        is_weighted: this.isWeighted,
      };
      if (!this.isOn) {
        this.#abort?.abort();
        this.result = null;
        this.problem = null;
        return;
      }
      void this.#reckon(questionId(), supposed);
    });
  }

  toggle(list: 'withoutSources' | 'withoutClaims' | 'asOne', id: string): void {
    this[list] = this[list].includes(id) ? this[list].filter((one) => one !== id) : [...this[list], id];
  }

  clear(): void {
    this.withoutSources = [];
    this.withoutClaims = [];
    this.asOne = [];
    this.isWeighted = true;
  }

  async #reckon(id: string, supposed: unknown): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.isLoading = true;
    try {
      const { data } = await change<Supposed>('POST', `questions/${encodeURIComponent(id)}/what-if`, { body: supposed, signal: abort.signal });
      if (abort.signal.aborted) return;
      this.result = data;
      this.problem = null;
    } catch (error) {
      if (!isAborted(error)) this.problem = asProblem(error);
    } finally {
      if (this.#abort === abort) this.isLoading = false;
    }
  }
}
