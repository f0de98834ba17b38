/**
 * What the machine reads in selected words, asked as soon as they are selected.
 *
 * Why ahead: the first reading takes seconds, and whoever selected words mostly wants a claim of them.
 */

import { change } from '$/api/client';
import type { Stretch } from '$/views/reader/marking';
import type { Value } from '$/views/reader/values';

export interface Proposal {
  source_id?: string;
  statement_id?: string | null;
  stance?: string;
  polarity?: string;
  said_on?: string;
  value?: Value | null;
  question_ids?: string[];
}

let last: { key: string; answer: Promise<Proposal> } | null = null;

/** The proposal for some words; asked once, and again if asking failed. */
export function proposalFor(renditionId: string, { start, end }: Stretch): Promise<Proposal> {
  const key = `${renditionId} ${start} ${end}`;
  if (last?.key !== key) {
    const answer = change<Proposal>('POST', 'claims/proposal', { body: { rendition_id: renditionId, start, end } }).then(({ data }) => data);
    last = { key, answer };
    answer.catch(() => {
      if (last?.key === key) last = null;
    });
  }
  return last.answer;
}

/** Forgets what was proposed: the text has other claims now. */
export function forgetProposal(): void {
  last = null;
}
