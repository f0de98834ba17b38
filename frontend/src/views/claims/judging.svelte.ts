/**
 * Judging claims: the row changes at once, the server's answer follows, and the last one can be taken back.
 *
 * Why at once: a key must show its effect in the next frame. What the server refuses is put back as it was and said. Judgements
 * on one claim wait for each other, since each is made on the state that the one before left.
 */

import { asProblem, change, get, newKey } from '$/api/client';
import { changeOrAsk } from '$/api/conflicts.svelte';
import type { BulkMade, ClaimRow, ClaimView, Judged } from '$/api/shapes';
import { t, tk, tn } from '$/messages/index.svelte';
import { toasts } from '$/parts/toasts.svelte';

export type Act = 'accept' | 'reject' | 'correct' | 'merge' | 'skip';

const STATES: Record<Act, string> = { accept: 'accepted', reject: 'rejected', correct: 'corrected', merge: 'merged', skip: 'skipped' };
const MOST_UNDONE = 200;
/** What the server takes in one call. */
const MOST_AT_ONCE = 500;

/** What was decided. It stands here from the press of the key, so that what is taken back is always the last. */
interface Done {
  /** Empty until the server has answered, and where it has nothing to take back. */
  judgementId: string;
  words: string;
  row: ClaimRow;
  before: ClaimRow;
  toast: number;
}

export interface Making {
  reason?: string;
  /** CORRECT: the fields that change. */
  replacement?: Record<string, unknown>;
  /** MERGE: the id of the claim that stays. */
  into?: string;
}

/** Shows a row as it now is; null: it is no claim any more. */
type Put = (id: string, row: ClaimRow | null) => void;

export class Judging {
  /** Judgements that the server has not yet answered. */
  waiting = $state(0);
  done = $state(0);
  /** What was done last, in words; empty: nothing to take back. */
  last = $state('');
  #put: Put;
  #isQuiet: boolean;
  #done: Done[] = [];
  #queues = new Map<string, Promise<unknown>>();
  #etags = new Map<string, string>();

  /** `isQuiet`: says nothing of what went well, where the view itself shows `last`. */
  constructor(put: Put, { isQuiet = false }: { isQuiet?: boolean } = {}) {
    this.#put = put;
    this.#isQuiet = isQuiet;
  }

  /** Judges one claim; resolves when the server has answered. */
  judge(row: ClaimRow, act: Act, made: Making = {}): Promise<boolean> {
    const words = t('claims.done', { act: tk('state', STATES[act]), words: short(row.words) });
    const done: Done = { judgementId: '', words, row, before: row, toast: 0 };
    if (act !== 'skip') this.#keep([...this.#done.slice(-MOST_UNDONE), done]);
    this.#put(row.id, { ...row, state: STATES[act] });
    return this.#after(row.id, () => this.#send(row, act, made, done));
  }

  /** The claim whose judgement is taken back next, or empty. */
  get lastId(): string {
    return this.#done.at(-1)?.row.id ?? '';
  }

  #keep(done: Done[]): void {
    this.#done = done;
    this.last = done.at(-1)?.words ?? '';
  }

  async #send(row: ClaimRow, act: Act, made: Making, done: Done): Promise<boolean> {
    const etag = this.#etags.get(row.id) ?? row.etag;
    const body = { act, target: row.id, reason: made.reason ?? '', ...(made.replacement ? { replacement: made.replacement } : {}), ...(made.into ? { into: made.into } : {}) };
    try {
      const answer = await changeOrAsk<Judged>('POST', 'judgements', { body, etag, key: newKey() }, row.words);
      if (!answer) {
        this.#keep(this.#done.filter((one) => one !== done));
        await this.#fetch(row);
        return false;
      }
      const now = answer.data.row;
      this.#etags.set(row.id, answer.data.etag);
      this.#put(row.id, now);
      this.done += 1;
      if (answer.data.judgement) {
        done.judgementId = answer.data.judgement.id;
        done.row = now ?? row;
        if (!this.#isQuiet && this.#done.includes(done)) done.toast = toasts.say(done.words, { undo: () => this.undo(done) });
      } else this.#keep(this.#done.filter((one) => one !== done));
      return true;
    } catch (error) {
      this.#keep(this.#done.filter((one) => one !== done));
      this.#put(row.id, row);
      toasts.problem(error);
      return false;
    }
  }

  /** Takes back a judgement, the last one if none is named; one that is still on its way is waited for. */
  async undo(found: Done | undefined = this.#done.at(-1)): Promise<void> {
    if (!found) return;
    this.#keep(this.#done.filter((one) => one !== found));
    toasts.drop(found.toast);
    this.#put(found.row.id, { ...found.row, state: found.before.state });
    await this.#after(found.row.id, async () => {
      if (!found.judgementId) return undefined;
      try {
        const etag = this.#etags.get(found.row.id) ?? found.row.etag;
        const answer = await changeOrAsk<Judged>('POST', `judgements/${encodeURIComponent(found.judgementId)}/undo`, { etag, key: newKey() }, found.row.words);
        if (!answer) return this.#fetch(found.row);
        this.#etags.set(found.row.id, answer.data.etag);
        this.#put(found.row.id, answer.data.row);
        this.done = Math.max(0, this.done - 1);
      } catch (error) {
        this.#put(found.row.id, found.row);
        toasts.problem(error);
      }
      return undefined;
    });
  }

  /** Judges many claims at once; those that somebody else changed meanwhile are left, counted and shown as they are now. */
  async judgeAll(rows: readonly ClaimRow[], act: 'accept' | 'reject', reason: string): Promise<void> {
    if (!rows.length) return;
    for (const row of rows) this.#put(row.id, { ...row, state: STATES[act] });
    this.waiting += 1;
    try {
      const targets = rows.map((row) => ({ id: row.id, etag: this.#etags.get(row.id) ?? row.etag }));
      const data: BulkMade = { done: [], stale: [] };
      for (let from = 0; from < targets.length; from += MOST_AT_ONCE) {
        const part = targets.slice(from, from + MOST_AT_ONCE);
        const answer = await change<BulkMade>('POST', 'judgements/bulk', { body: { act, reason, targets: part }, key: newKey() });
        data.done.push(...answer.data.done);
        data.stale.push(...answer.data.stale);
      }
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const one of data.done) {
        const row = byId.get(one.id);
        this.#etags.set(one.id, one.etag);
        if (row) this.#put(row.id, { ...row, state: STATES[act], etag: one.etag });
      }
      for (const one of data.stale) {
        this.#put(one.id, one.current);
      }
      this.done += data.done.length;
      const said = tn('claims.bulk_done', data.done.length, { act: tk('state', STATES[act]) });
      const left = data.stale.length ? ` ${tn('claims.bulk_stale', data.stale.length)}` : '';
      toasts.say(said + left, { undo: () => this.#undoAll(data.done, byId) });
    } catch (error) {
      for (const row of rows) this.#put(row.id, row);
      toasts.problem(asProblem(error));
    } finally {
      this.waiting -= 1;
    }
  }

  async #undoAll(done: readonly { id: string; judgement_id: string }[], rows: ReadonlyMap<string, ClaimRow>): Promise<void> {
    for (const one of done) {
      const row = rows.get(one.id);
      if (!row) continue;
      const now = { ...row, etag: this.#etags.get(one.id) ?? row.etag };
      await this.undo({ judgementId: one.judgement_id, words: '', row: now, before: row, toast: 0 });
    }
  }

  async #fetch(row: ClaimRow): Promise<undefined> {
    try {
      const { data } = await get<ClaimView>(`claims/${encodeURIComponent(row.id)}`);
      this.#etags.set(row.id, data.etag);
      this.#put(row.id, { ...row, ...data, contradictions: data.contradictions.length });
    } catch (error) {
      this.#put(row.id, row);
      toasts.problem(error);
    }
    return undefined;
  }

  #after<R>(id: string, act: () => Promise<R>): Promise<R> {
    const before = this.#queues.get(id) ?? Promise.resolve();
    this.waiting += 1;
    const next = before.then(act).finally(() => {
      this.waiting -= 1;
      if (this.#queues.get(id) === next) this.#queues.delete(id);
    });
    this.#queues.set(id, next);
    return next;
  }
}

function short(words: string): string {
  return words.length > 60 ? `${words.slice(0, 58)}…` : words;
}
