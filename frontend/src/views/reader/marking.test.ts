import { describe, expect, it } from 'vitest';

import { byWord, pieces, picked, toPoint, wordsAt } from '$/views/reader/marking';

const mark = (id: string, start: number, end: number, kind = 'claim') => ({ id, kind, spans: [{ start, end }] });

describe('pieces', () => {
  it('cuts a text where marks begin and end, the widest mark first', () => {
    const found = pieces('fifty lorries left', 100, [mark('a', 100, 113), mark('b', 106, 118)]);
    expect(found).toEqual([
      { text: 'fifty ', marks: ['a'] },
      { text: 'lorries', marks: ['a', 'b'] },
      { text: ' left', marks: ['b'] },
    ]);
  });
  it('puts a statement around a claim of the same words', () => {
    expect(pieces('fifty', 0, [mark('c', 0, 5), mark('s', 0, 5, 'statement')])[0]?.marks).toEqual(['s', 'c']);
  });
  it('keeps only what lies in the passage, and every letter of it once', () => {
    const found = pieces('two three', 4, [mark('a', 0, 7), mark('b', 50, 60)]);
    expect(found.map((one) => one.text).join('')).toBe('two three');
    expect(found[0]).toEqual({ text: 'two', marks: ['a'] });
    expect(found[1]?.marks).toEqual([]);
  });
  it('counts code points, not units', () => {
    expect(pieces('🚚🚚 left', 0, [mark('a', 1, 2)]).map((one) => one.text)).toEqual(['🚚', '🚚', ' left']);
    expect(toPoint('🚚🚚 left', 4)).toBe(2);
  });
});

describe('picked', () => {
  it('goes from the narrowest outwards and round again', () => {
    expect(picked(['s', 'wide', 'narrow'], '')).toBe('narrow');
    expect(picked(['s', 'wide', 'narrow'], 'narrow')).toBe('wide');
    expect(picked(['s', 'wide', 'narrow'], 's')).toBe('narrow');
  });
});

describe('byWord', () => {
  const text = 'about fifty lorries left';
  it('moves an end by a word and never past the other', () => {
    const fifty = { start: 106, end: 111 };
    expect(wordsAt(text, 100, byWord(text, 100, fifty, 'end', 1))).toBe('fifty lorries');
    expect(wordsAt(text, 100, byWord(text, 100, fifty, 'start', -1))).toBe('about fifty');
    expect(byWord(text, 100, fifty, 'end', -1)).toEqual(fifty);
    expect(wordsAt(text, 100, byWord(text, 100, { start: 106, end: 119 }, 'start', 1))).toBe('lorries');
  });
});
