/**
 * A text as it is read: fetched block by block as one scrolls, with its marks, kept up to date while it is open.
 *
 * Why blocks: of five hundred pages a few dozen passages are in sight; the rest is fetched when it comes near.
 */

import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import { asProblem, get, isAborted } from '$/api/client';
import { live } from '$/api/live.svelte';
import type { Problem } from '$/api/problems';
import type { Mark, MarkPlace, Passage, Window } from '$/views/reader/shapes';

const BLOCK = 40;
const MOST_BLOCKS = 24;
const SETTLE_MS = 300;

interface Block {
  passages: readonly Passage[];
  marks: readonly Mark[];
}

export class TextOf {
  readonly id: string;
  total = $state(-1);
  problem = $state.raw<Problem | null>(null);
  /** Every mark in the order of the text, for going from one to the next. */
  places = $state.raw<readonly MarkPlace[]>([]);
  #blocks = new SvelteMap<number, Block>();
  #asked = new Map<number, AbortController>();
  #wanted: [number, number] = [0, 0];
  readonly #hasMarks: boolean;

  /** Call while a component is set up. */
  constructor(id: string, { hasMarks = true }: { hasMarks?: boolean } = {}) {
    this.id = id;
    this.#hasMarks = hasMarks;
    let seen = live.version;
    $effect(() => {
      const version = live.version;
      if (!version || version === seen) return;
      const isFirst = seen === '';
      seen = version;
      if (isFirst) return;
      const timer = setTimeout(() => untrack(() => void this.refresh()), SETTLE_MS);
      return () => clearTimeout(timer);
    });
    $effect(() => () => this.#asked.forEach((abort) => abort.abort()));
  }

  /** The first passages and all places of marks. */
  async open(): Promise<void> {
    await Promise.all([this.#fetch(0), this.#fetchPlaces()]);
  }

  /** Sees to it that passages are there, from one to before another. */
  want(first: number, end: number): void {
    const from = Math.floor(Math.max(0, first) / BLOCK);
    const to = Math.floor(Math.max(0, end - 1) / BLOCK);
    this.#wanted = [from, to];
    for (let at = from; at <= to; at += 1) if (!this.#blocks.has(at) && !this.#asked.has(at)) void this.#fetch(at);
  }

  passage(index: number): Passage | null {
    const at = Math.floor(index / BLOCK);
    return this.#blocks.get(at)?.passages[index - at * BLOCK] ?? null;
  }

  /** The marks that touch a passage. */
  marksIn(passage: Passage): readonly Mark[] {
    const block = this.#blocks.get(Math.floor(passage.index / BLOCK));
    return (block?.marks ?? []).filter((mark) => mark.spans.some((span) => span.start < passage.end && span.end > passage.start));
  }

  mark(id: string): Mark | null {
    for (const block of this.#blocks.values()) for (const mark of block.marks) if (mark.id === id) return mark;
    return null;
  }

  place(id: string): MarkPlace | null {
    return this.places.find((place) => place.id === id) ?? null;
  }

  /** Changes a mark at once, before the server tells of it. */
  put(id: string, changed: Partial<Mark>): void {
    for (const [at, block] of this.#blocks)
      if (block.marks.some((mark) => mark.id === id))
        this.#blocks.set(at, { ...block, marks: block.marks.map((mark) => (mark.id === id ? { ...mark, ...changed } : mark)) });
    if (changed.state) this.places = this.places.map((place) => (place.id === id ? { ...place, state: changed.state as string } : place));
  }

  /** What is in sight, as it is now. */
  async refresh(): Promise<void> {
    const [from, to] = this.#wanted;
    for (const at of [...this.#blocks.keys()]) if (at < from || at > to) this.#blocks.delete(at);
    const near = Array.from({ length: to - from + 1 }, (_, at) => this.#fetch(from + at));
    await Promise.all([...near, this.#fetchPlaces()]);
  }

  async #fetch(at: number): Promise<void> {
    this.#asked.get(at)?.abort();
    const abort = new AbortController();
    this.#asked.set(at, abort);
    try {
      const { data } = await get<Window>(`renditions/${encodeURIComponent(this.id)}/passages`, { at: at * BLOCK, limit: BLOCK }, abort.signal);
      if (abort.signal.aborted) return;
      this.total = data.total;
      this.problem = null;
      if (data.first === at * BLOCK || data.total === 0) this.#blocks.set(at, { passages: data.passages, marks: this.#hasMarks ? data.marks : [] });
      this.#tidy();
    } catch (error) {
      if (!isAborted(error)) this.problem = asProblem(error);
    } finally {
      if (this.#asked.get(at) === abort) this.#asked.delete(at);
    }
  }

  async #fetchPlaces(): Promise<void> {
    if (!this.#hasMarks) return;
    try {
      this.places = (await get<{ rows: MarkPlace[] }>(`renditions/${encodeURIComponent(this.id)}/marks`)).data.rows;
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  #tidy(): void {
    const [from, to] = this.#wanted;
    const far = [...this.#blocks.keys()].sort((one, other) => Math.abs(other - (from + to) / 2) - Math.abs(one - (from + to) / 2));
    while (this.#blocks.size > MOST_BLOCKS && far.length) this.#blocks.delete(far.shift() as number);
  }
}
