import { describe, expect, it } from 'vitest';

import type { Stretch } from '$/views/reader/marking';
import type { Passage } from '$/views/reader/shapes';
import { WordChoice } from '$/views/reader/word-choice.svelte';

const PASSAGES = ['About 40 families.', 'They left.'].map((text, index) => ({ index, start: index * 20, end: index * 20 + text.length, text, direction: 'ltr' }) as Passage);

/** A choice over two passages, and the words it showed, in order. */
function choice(): { words: WordChoice; shown: string[] } {
  const shown: string[] = [];
  const show = (index: number, { start, end }: Stretch) => shown.push((PASSAGES[index]?.text ?? '').slice(start - index * 20, end - index * 20));
  return { words: new WordChoice({ passage: (index) => PASSAGES[index] ?? null }, show), shown };
}

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey }) as KeyboardEvent;

describe('words that are being chosen', () => {
  it('begin at the words given if these lie in the passage, otherwise at its first word', () => {
    const { words, shown } = choice();
    words.begin(0, { start: 6, end: 8 });
    words.begin(0, { start: 6, end: 25 });
    words.begin(0, undefined);
    expect(shown).toEqual(['40', 'About', 'About']);
  });

  it('go on from the last key, into the next passage and no farther than the last', () => {
    const { words, shown } = choice();
    words.begin(0, undefined);
    for (const press of [key('ArrowRight', true), key('ArrowDown'), key('ArrowDown'), key('ArrowUp')]) expect(words.press(press)).toBe(true);
    expect(shown).toEqual(['About', 'About 40', 'They', 'About']);
  });

  it('are told as they are after the last key', () => {
    const { words } = choice();
    expect(words.selected).toBe(null);
    words.begin(0, undefined);
    words.press(key('ArrowRight', true));
    expect(words.selected).toEqual({ start: 0, end: 8, words: 'About 40' });
  });

  it('take no key that is none of theirs, and none before they begin or after they end', () => {
    const { words } = choice();
    expect(words.press(key('ArrowRight'))).toBe(false);
    words.begin(0, undefined);
    expect(words.press(key('j'))).toBe(false);
    words.end();
    expect(words.isOn).toBe(false);
    expect(words.press(key('ArrowRight'))).toBe(false);
  });

  it('do not begin where no passage is', () => {
    const { words } = choice();
    words.begin(7, undefined);
    expect(words.isOn).toBe(false);
  });
});
