/** Words of a text that are being chosen by keys, and the passage they stand in. What a key means is in `choosing.ts`. */

import { firstWord, stepOf, stepped } from '$/views/reader/choosing';
import { wordsAt, type Stretch } from '$/views/reader/marking';
import type { Selected } from '$/views/reader/selecting';
import type { TextOf } from '$/views/reader/text.svelte';

export class WordChoice {
  /** Kept here, since what the browser tells of a selection comes too late for the next key. */
  #now = $state.raw<{ index: number; words: Stretch } | null>(null);
  readonly #text: Pick<TextOf, 'passage'>;
  readonly #show: (index: number, words: Stretch) => void;

  /** `show` selects words in the passage of an index, and brings them into sight. */
  constructor(text: Pick<TextOf, 'passage'>, show: (index: number, words: Stretch) => void) {
    this.#text = text;
    this.#show = show;
  }

  get isOn(): boolean {
    return this.#now !== null;
  }

  /** The words as they are now. What the browser tells of the selection may still be of the key before. */
  get selected(): Selected | null {
    const passage = this.#now && this.#text.passage(this.#now.index);
    return this.#now && passage ? { ...this.#now.words, words: wordsAt(passage.text, passage.start, this.#now.words).trim() } : null;
  }

  /** Begins in a passage: at some words if they lie in it, otherwise at its first. */
  begin(index: number, at: Stretch | undefined): void {
    const passage = this.#text.passage(index);
    if (passage) this.#choose(passage.index, at && at.start >= passage.start && at.end <= passage.end ? at : firstWord(passage));
  }

  /** A key while words are chosen; whether it was one for that. */
  press(event: KeyboardEvent): boolean {
    const passage = this.#now ? this.#text.passage(this.#now.index) : null;
    if (!this.#now || !passage) return false;
    const step = stepOf(event.key, event.shiftKey, passage.direction);
    if (!step) return false;
    if (step === 'passage' || step === 'passage-before') {
      const other = this.#text.passage(this.#now.index + (step === 'passage' ? 1 : -1));
      if (other) this.#choose(other.index, firstWord(other));
    } else this.#choose(this.#now.index, stepped(passage, this.#now.words, step));
    return true;
  }

  end(): void {
    this.#now = null;
  }

  #choose(index: number, words: Stretch): void {
    this.#now = { index, words };
    this.#show(index, words);
  }
}
