/** Words chosen by keys: one word, the next, more of them. Apart from the browser, so that it can be tested. */

import { byWord, type Stretch } from '$/views/reader/marking';

export interface Reading {
  index: number;
  start: number;
  text: string;
  direction: string;
}

/** What a key does to the chosen words. */
export type Step = 'next' | 'previous' | 'more' | 'less' | 'passage' | 'passage-before' | 'to-end';

/** The step that a key means; in text from right to left the arrows point the other way. */
export function stepOf(key: string, hasShift: boolean, direction: string): Step | null {
  const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward) return hasShift ? 'more' : 'next';
  if (key === back) return hasShift ? 'less' : 'previous';
  if (key === 'ArrowDown') return hasShift ? 'to-end' : 'passage';
  return key === 'ArrowUp' && !hasShift ? 'passage-before' : null;
}

/** The first word of a passage. */
export function firstWord(reading: Reading): Stretch {
  return wordAfter(reading, reading.start) ?? { start: reading.start, end: reading.start };
}

/** The words chosen after a step within their passage; the same if there is nowhere to go. */
export function stepped(reading: Reading, chosen: Stretch, step: Step): Stretch {
  const { text, start } = reading;
  if (step === 'more') return byWord(text, start, chosen, 'end', 1);
  if (step === 'less') return byWord(text, start, chosen, 'end', -1);
  if (step === 'next') return wordAfter(reading, chosen.end) ?? chosen;
  if (step === 'previous') return wordBefore(reading, chosen.start) ?? chosen;
  return step === 'to-end' ? { start: chosen.start, end: start + [...text.trimEnd()].length } : chosen;
}

function wordAfter({ text, start }: Reading, offset: number): Stretch | null {
  const letters = [...text];
  let from = offset - start;
  while (from < letters.length && /\s/.test(letters[from] ?? '')) from += 1;
  let to = from;
  while (to < letters.length && !/\s/.test(letters[to] ?? ' ')) to += 1;
  return from < to ? { start: start + from, end: start + to } : null;
}

function wordBefore({ text, start }: Reading, offset: number): Stretch | null {
  const letters = [...text];
  let to = offset - start;
  while (to > 0 && /\s/.test(letters[to - 1] ?? '')) to -= 1;
  let from = to;
  while (from > 0 && !/\s/.test(letters[from - 1] ?? ' ')) from -= 1;
  return from < to ? { start: start + from, end: start + to } : null;
}
