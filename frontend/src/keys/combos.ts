/** Keys and what they are for. Apart from the browser, so that it can be tested. */

import type { Key as MessageKey } from '$/messages/index.svelte';

export interface Action {
  id: string;
  /** One key, or two after each other: `g q`. */
  combo: string;
  label: MessageKey;
  group: 'move' | 'judge' | 'go' | 'other';
}

/**
 * Everything a key can do. What gives something out of the house or shows who somebody is has no place here: publishing,
 * clearing and unmasking are never done by a key.
 */
export const ACTIONS: readonly Action[] = [
  { id: 'next', combo: 'j', label: 'keys.next', group: 'move' },
  { id: 'previous', combo: 'k', label: 'keys.previous', group: 'move' },
  { id: 'open', combo: 'Enter', label: 'keys.open', group: 'move' },
  { id: 'search', combo: '/', label: 'keys.search', group: 'move' },
  { id: 'accept', combo: 'a', label: 'keys.accept', group: 'judge' },
  { id: 'reject', combo: 'x', label: 'keys.reject', group: 'judge' },
  { id: 'correct', combo: 'c', label: 'keys.correct', group: 'judge' },
  { id: 'merge', combo: 'm', label: 'keys.merge', group: 'judge' },
  { id: 'skip', combo: 's', label: 'keys.skip', group: 'judge' },
  { id: 'undo', combo: 'z', label: 'keys.undo', group: 'judge' },
  { id: 'choose', combo: ' ', label: 'keys.choose', group: 'judge' },
  { id: 'words', combo: 'v', label: 'keys.words_chosen', group: 'judge' },
  ...Array.from({ length: 9 }, (_, at): Action => ({
    id: `label.${at + 1}`,
    combo: String(at + 1),
    label: 'keys.label',
    group: 'judge',
  })),
  { id: 'play', combo: 'p', label: 'keys.play', group: 'other' },
  { id: 'back', combo: 'b', label: 'keys.back', group: 'other' },
  { id: 'ahead', combo: 'f', label: 'keys.ahead', group: 'other' },
  { id: 'help', combo: '?', label: 'keys.help', group: 'other' },
];

const NAMED: Record<string, string> = { ' ': 'Space', Enter: 'Enter', ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

/** A combination as it is shown: `g q` is "g q", a blank is "Space". */
export function comboWords(combo: string): string {
  if (combo === ' ') return 'Space';
  return combo
    .split(' ')
    .map((key) => NAMED[key] ?? key)
    .join(' ');
}

/** The parts of a combination: `g q` has two, a blank is one. */
export function comboParts(combo: string): string[] {
  return combo === ' ' ? [' '] : combo.split(' ');
}

/** Whether two combinations cannot both be told apart: equal, or one begins the other. */
export function clashes(one: string, other: string): boolean {
  const first = comboParts(one);
  const second = comboParts(other);
  const shared = Math.min(first.length, second.length);
  return first.slice(0, shared).join('\n') === second.slice(0, shared).join('\n');
}

/** What is typed on a layout without Latin letters (Arabic) by the same physical key. */
export function latinKey(key: string, code: string): string {
  if (/^[\x20-\x7e]$/.test(key) || key.length > 1) return key;
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  if (/^Digit[0-9]$/.test(code)) return code.slice(5);
  return key;
}
