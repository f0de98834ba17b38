/** A story that is being written: its text, what was saved, and what the desk says. It outlives the view: a draft is not lost by looking elsewhere. */

import { asProblem, change, isAborted } from '$/api/client';
import { changeOrAsk } from '$/api/conflicts.svelte';
import type { Problem } from '$/api/problems';
import { lineOf, moved, unitsOf, type Mark, type Span } from '$/views/story/places';
import type { DeskProblem, LiveCheck, StoryView } from '$/views/story/shapes';

const SETTLE_MS = 500;
const NOT_READY_MS = 1500;

export interface Found extends DeskProblem {
  id: string;
  /** Where it lies in the text as it now is. */
  span: Span;
  now: number;
}

export class Writing {
  readonly name: string;
  text = $state('');
  saved = $state.raw('');
  etag = $state('');
  isLoaded = $state(false);
  isSaving = $state(false);
  isChecking = $state(false);
  /** Somebody saved another text meanwhile. */
  isOvertaken = $state(false);
  check = $state.raw<LiveCheck | null>(null);
  checked = $state.raw('');
  problem = $state.raw<Problem | null>(null);
  /** What the server had when it was last heard. */
  #heard: StoryView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;

  isDirty = $derived(this.isLoaded && this.text !== this.saved);
  found = $derived.by((): Found[] => {
    const report = this.check?.report;
    if (!report) return [];
    const units = unitsOf(this.checked);
    const text = this.text;
    return report.problems.flatMap((one, at) => {
      const span = moved({ start: units(one.start), end: units(one.end) }, this.checked, text);
      return span ? [{ ...one, id: `p${at}`, span, now: lineOf(text, span.start) }] : [];
    });
  });
  marks = $derived<Mark[]>(
    this.found.map((one) => ({ ...one.span, tone: one.severity, id: one.id })).sort((a, b) => a.start - b.start || a.end - b.end),
  );

  constructor(name: string) {
    this.name = name;
  }

  /** What the server has, the first time or after somebody saved. A draft is kept. */
  receive(view: StoryView): void {
    this.#heard = view;
    if (!this.isLoaded || !this.isDirty) {
      const isOther = this.text !== view.text;
      this.text = view.text;
      this.saved = view.text;
      this.etag = view.etag;
      this.isOvertaken = false;
      this.isLoaded = true;
      if (isOther || !this.check) this.plan(0);
    } else if (view.etag !== this.etag) this.isOvertaken = true;
  }

  write(text: string): void {
    this.text = text;
    if (this.isOvertaken && !this.isDirty && this.#heard) this.receive(this.#heard);
    else this.plan();
  }

  plan(ms = SETTLE_MS): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms);
  }

  rest(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.isChecking = false;
  }

  /** What was saved; null if the person took what somebody else had saved. */
  async save(): Promise<StoryView | null> {
    const text = this.text;
    this.isSaving = true;
    try {
      const made = await changeOrAsk<StoryView>('PUT', `stories/${encodeURIComponent(this.name)}`, { etag: this.etag, body: { text } }, this.name);
      if (!made) {
        this.saved = this.text;
        return null;
      }
      this.saved = text;
      this.etag = made.etag || made.data.etag;
      this.isOvertaken = false;
      return made.data;
    } finally {
      this.isSaving = false;
    }
  }

  async #look(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const text = this.text;
    this.isChecking = true;
    try {
      const { data } = await change<LiveCheck>('POST', 'stories/check', { body: { text, name: this.name }, signal: abort.signal });
      if (abort.signal.aborted) return;
      this.problem = null;
      this.check = data.report ? data : { ...data, report: this.check?.report ?? null };
      if (data.report) this.checked = text;
      if (!data.is_ready) this.plan(NOT_READY_MS);
      else this.isChecking = false;
    } catch (error) {
      if (isAborted(error)) return;
      this.problem = asProblem(error);
      this.isChecking = false;
    }
  }
}

const open = new Map<string, Writing>();

export function writingOf(name: string): Writing {
  const found = open.get(name) ?? new Writing(name);
  open.set(name, found);
  return found;
}

export function hasDrafts(): boolean {
  return [...open.values()].some((one) => one.isDirty);
}
