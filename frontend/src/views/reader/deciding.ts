/** What a person decides on a mark, sent to the server; and the way back. */

import { changeOrAsk } from '$/api/conflicts.svelte';
import { get, newKey } from '$/api/client';
import { t, tk } from '$/messages/index.svelte';
import type { Mark } from '$/views/reader/shapes';
import type { TextOf } from '$/views/reader/text.svelte';

interface Made {
  judgement: { id: string } | null;
  row: { state: string; source?: string; source_id?: string; stance?: string; value_words?: string; words?: string } | null;
  etag: string;
}

export interface Decision {
  act: 'accept' | 'reject' | 'correct' | 'merge' | 'skip';
  reason?: string;
  replacement?: Record<string, unknown>;
  into?: string;
}

const STATES = { accept: 'accepted', reject: 'rejected', correct: 'corrected', merge: 'merged', skip: 'skipped' } as const;

/** Decisions that are on their way, by mark: the next on the same mark waits, since it is made on the state that the one before leaves. */
const underWay = new Map<string, Promise<unknown>>();

/** What was decided last, and the way back. */
export interface Done {
  words: string;
  undo: (() => Promise<void>) | null;
}

/** Sends a decision; it shows at once, and is taken back on the screen if the server refuses it. Null: it was not made. */
export async function decide(text: TextOf, mark: Mark, decision: Decision): Promise<Done | null> {
  text.put(mark.id, { state: STATES[decision.act] });
  const before = underWay.get(mark.id) ?? Promise.resolve();
  const made = before.then(() => send(text, mark, decision));
  const settled = made.catch(() => undefined);
  underWay.set(mark.id, settled);
  try {
    return await made;
  } finally {
    if (underWay.get(mark.id) === settled) underWay.delete(mark.id);
  }
}

async function send(text: TextOf, mark: Mark, decision: Decision): Promise<Done | null> {
  const state = STATES[decision.act];
  try {
    const body = { target: mark.id, ...decision };
    const known = text.mark(mark.id)?.etag ?? mark.etag;
    const answer = await changeOrAsk<Made>('POST', 'judgements', { body, etag: known, key: newKey() }, mark.words);
    if (!answer) {
      await text.refresh();
      return null;
    }
    const etag = answer.data.etag || answer.etag || mark.etag;
    text.put(mark.id, { state: answer.data.row?.state ?? state, etag });
    const made = answer.data.judgement;
    const undo = made ? () => takeBack(text, mark.id, made.id, etag) : null;
    if (decision.act === 'correct' || mark.kind === 'statement') void text.refresh();
    return { words: t('reader.done', { state: tk('state', state), words: shortened(mark.words) }), undo };
  } catch (error) {
    text.put(mark.id, { state: mark.state });
    throw error;
  }
}

/** Takes back a decision. */
export async function takeBack(text: TextOf, id: string, judgementId: string, etag: string): Promise<void> {
  const path = `judgements/${encodeURIComponent(judgementId)}/undo`;
  const answer = await changeOrAsk<Made>('POST', path, { body: {}, etag, key: newKey() }, t('shell.undo'));
  if (answer) text.put(id, { etag: answer.data.etag || answer.etag });
  await text.refresh();
}

/** Takes back the decision in force on a mark, whoever made it; whether there was one. */
export async function takeBackLast(text: TextOf, id: string): Promise<boolean> {
  interface Row {
    id: string;
    act: string;
    can_undo: boolean;
    etag: string;
  }
  const { data } = await get<{ rows: Row[] }>('history', { target: id, limit: 20 });
  const last = data.rows.find((row) => row.can_undo && row.act !== 'retire');
  if (!last) return false;
  await takeBack(text, id, last.id, last.etag);
  return true;
}

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
