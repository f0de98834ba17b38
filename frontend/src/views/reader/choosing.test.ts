import { describe, expect, it } from 'vitest';

import { firstWord, stepOf, stepped } from '$/views/reader/choosing';
import { wordsAt } from '$/views/reader/marking';

const READING = { index: 0, start: 100, text: 'About 40 families 😀 left.', direction: 'ltr' };
const said = (stretch: { start: number; end: number }) => wordsAt(READING.text, READING.start, stretch);

describe('words chosen by keys', () => {
  it('begin with one word, go to the next, and grow and shrink by words', () => {
    const first = firstWord(READING);
    expect(said(first)).toBe('About');
    const second = stepped(READING, first, 'next');
    expect(said(second)).toBe('40');
    const more = stepped(READING, second, 'more');
    expect(said(more)).toBe('40 families');
    expect(said(stepped(READING, more, 'less'))).toBe('40');
    expect(said(stepped(READING, second, 'previous'))).toBe('About');
    expect(said(stepped(READING, second, 'to-end'))).toBe('40 families 😀 left.');
  });
  it('stay where they are at either end', () => {
    const first = firstWord(READING);
    expect(stepped(READING, first, 'previous')).toEqual(first);
    expect(stepped(READING, first, 'less')).toEqual(first);
    const last = { start: 120, end: 125 };
    expect(said(last)).toBe('left.');
    expect(stepped(READING, last, 'next')).toEqual(last);
  });
  it('an arrow means the way the text runs', () => {
    expect(stepOf('ArrowRight', false, 'ltr')).toBe('next');
    expect(stepOf('ArrowRight', false, 'rtl')).toBe('previous');
    expect(stepOf('ArrowLeft', true, 'rtl')).toBe('more');
    expect(stepOf('q', false, 'ltr')).toBeNull();
  });
});
