/** Short messages on what was just done, with a way to take it back. */

import { asProblem } from '$/api/client';
import { messages, t } from '$/messages/index.svelte';

export interface Toast {
  id: number;
  words: string;
  tone: 'plain' | 'bad';
  undo: (() => void | Promise<void>) | null;
}

const PLAIN_MS = 6000;
const UNDO_MS = 12000;

class Toasts {
  all = $state.raw<Toast[]>([]);
  #count = 0;

  say(words: string, { undo = null, tone = 'plain' }: { undo?: Toast['undo']; tone?: Toast['tone'] } = {}): number {
    this.#count += 1;
    const toast: Toast = { id: this.#count, words, tone, undo };
    // One way back at a time: the latest. What came before is taken back with the key, one after the other.
    const others = undo ? this.all.filter((one) => !one.undo) : this.all;
    this.all = [...others.slice(-2), toast];
    if (tone !== 'bad') setTimeout(() => this.drop(toast.id), undo ? UNDO_MS : PLAIN_MS);
    return toast.id;
  }

  /** What went wrong, in words. It stays until it is closed. */
  problem(error: unknown): void {
    const problem = asProblem(error);
    const said = problem.message || messages.texts[`problem.${problem.kind}`] || problem.title || t('problem.title');
    this.say([said, ...problem.errors.slice(0, 2)].join(' · '), { tone: 'bad' });
  }

  drop(id: number): void {
    this.all = this.all.filter((one) => one.id !== id);
  }

  /** Takes back what was done last and can be taken back; whether there was anything. */
  async undoLast(): Promise<boolean> {
    const last = [...this.all].reverse().find((one) => one.undo);
    if (!last?.undo) return false;
    this.drop(last.id);
    try {
      await last.undo();
    } catch (error) {
      this.problem(error);
    }
    return true;
  }
}

export const toasts = new Toasts();
