/** Decisions on the marks of one text, in the order they were made, and the way back through them. */

import { t } from '$/messages/index.svelte';
import { toasts } from '$/parts/toasts.svelte';
import { decide, takeBackLast, type Decision, type Done } from '$/views/reader/deciding';
import type { Mark } from '$/views/reader/shapes';
import type { TextOf } from '$/views/reader/text.svelte';

const MOST_KEPT = 100;

export class Decisions {
  #done = $state.raw<Done[]>([]);
  readonly #text: TextOf;
  /** Decisions that are on their way to the server: what is taken back next is only known when they are there. */
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(text: TextOf) {
    this.#text = text;
  }

  /** What was done last. */
  get last(): Done | null {
    return this.#done.at(-1) ?? null;
  }

  /** Decides; it shows at once. What goes wrong is said. */
  async make(mark: Mark, decision: Decision): Promise<void> {
    try {
      const made = decide(this.#text, mark, decision);
      this.#underWay = this.#underWay.then(() => made).catch(() => null);
      const kept = await made;
      if (kept) this.#keep(kept);
    } catch (error) {
      toasts.problem(error);
    }
  }

  /** A mark was made new: taking that back takes the mark away. */
  created(id: string): void {
    this.#keep({ words: t('reader.created'), undo: async () => void (await takeBackLast(this.#text, id)) });
  }

  /** Takes back what was done last here; where nothing was, what was decided last on the current mark. */
  async undo(current: Mark | null): Promise<void> {
    try {
      await this.#underWay;
      const one = this.#done.findLast((it) => it.undo);
      this.#done = one ? this.#done.slice(0, this.#done.indexOf(one)) : [];
      if (one?.undo) await one.undo();
      else if (current && !(await takeBackLast(this.#text, current.id))) toasts.say(t('reader.nothing_to_undo'));
    } catch (error) {
      toasts.problem(error);
    }
  }

  #keep(done: Done): void {
    this.#done = [...this.#done.slice(1 - MOST_KEPT), done];
  }
}
