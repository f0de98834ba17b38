/**
 * A recording and its text kept together by time: what is heard is lit, and where one reads, the recording stands ready.
 *
 * Why a lookup at the server: of a long transcript only what is near was fetched; a recording can be anywhere.
 */

import { get } from '$/api/client';
import type { Seek } from '$/views/reader/beside';
import type { Window } from '$/views/reader/shapes';
import type { TextOf } from '$/views/reader/text.svelte';

/** A voice is lit a moment longer than its caption says. */
const AFTER_MS = 400;

export class Hearing {
  /** Where the recording is to go on from. */
  seek = $state.raw<Seek | null>(null);
  /** The passage that is heard; -1: none. */
  playing = $state(-1);
  isRunning = $state(false);
  readonly #text: TextOf;
  readonly #show: (index: number) => void;
  #isLooking = false;

  constructor(text: TextOf, show: (index: number) => void) {
    this.#text = text;
    this.#show = show;
  }

  /** Puts the recording at a time; with `isPlayed` it is heard from there. */
  cue(ms: number, { isPlayed = false }: { isPlayed?: boolean } = {}): void {
    if (ms >= 0) this.seek = { ms, isPlayed };
  }

  /** Puts the recording where a passage is said. */
  cuePassage(index: number): void {
    this.cue(this.#text.passage(index)?.starts_ms ?? -1);
  }

  /** The recording is at a time. */
  async heard(ms: number, isRunning: boolean): Promise<void> {
    this.isRunning = isRunning;
    let found = this.#near(ms);
    if (found === null) {
      if (this.#isLooking) return;
      this.#isLooking = true;
      try {
        const path = `renditions/${encodeURIComponent(this.#text.id)}/passages`;
        const { data } = await get<Window>(path, { ms: Math.round(ms), limit: 1 });
        const [one] = data.passages;
        found = one && one.starts_ms <= ms && ms < one.ends_ms + AFTER_MS ? one.index : -1;
      } catch {
        return; // the next tick of the recording asks again
      } finally {
        this.#isLooking = false;
      }
    }
    if (found === this.playing) return;
    this.playing = found;
    if (found >= 0) this.#show(found);
  }

  /** The passage said at a time: -1 where nobody speaks, null where what is here does not tell. */
  #near(ms: number): number | null {
    let begun = -1;
    let next = -1;
    for (let index = 0; index < this.#text.total; index += 1) {
      const one = this.#text.passage(index);
      if (!one || one.starts_ms < 0) continue;
      if (one.starts_ms <= ms) begun = index;
      else if (next < 0) next = index;
    }
    const isSure = begun >= 0 ? next === begun + 1 || begun + 1 === this.#text.total : next === 0;
    if (!isSure) return null;
    const one = this.#text.passage(begun);
    return one && ms < one.ends_ms + AFTER_MS ? begun : -1;
  }
}
