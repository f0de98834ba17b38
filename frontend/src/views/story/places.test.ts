import { describe, expect, it } from 'vitest';

import { storyAddress, storyName } from '$/views/story/addresses';
import { cut, lineOf, moved, placeIn, unitsOf } from '$/views/story/places';

describe('addresses of stories', () => {
  it('an address has no dot and leads back to its file', () => {
    const address = storyAddress('v1.2 draft.md');
    expect(address).toBe('/story/v1~2%20draft');
    expect(storyName(decodeURIComponent(address.slice(7)))).toBe('v1.2 draft.md');
  });
});

describe('places in a text that is being written', () => {
  it('code points are counted as the browser counts', () => {
    const units = unitsOf('a😀b');
    expect([0, 1, 2, 3].map(units)).toEqual([0, 1, 3, 4]);
  });
  it('a place before a change stays, one after it moves along, one inside it is gone', () => {
    const before = 'four lorries left and two came';
    const after = 'four lorries never left and two came';
    expect(moved({ start: 0, end: 4 }, before, after)).toEqual({ start: 0, end: 4 });
    expect(moved({ start: 22, end: 25 }, before, after)).toEqual({ start: 28, end: 31 });
    expect(moved({ start: 5, end: 20 }, before, after)).toBeNull();
  });
  it('a line is counted from one', () => {
    expect([0, 1, 2, 4].map((at) => lineOf('a\nb\nc', at))).toEqual([1, 1, 2, 3]);
  });
  it('the place stands at the beginning of what the parser says', () => {
    expect(placeIn('story.md:12:5: no such finding')).toEqual({ line: 12, column: 5, words: 'no such finding' });
    expect(placeIn('the head is missing')).toBeNull();
  });
  it('a line is cut at its marks, wherever they begin', () => {
    const marks = [{ start: 8, end: 12, tone: 'error', id: 'p1' }];
    expect(cut('0123456789', 4, marks).map((piece) => [piece.text, piece.tone])).toEqual([
      ['0123', ''],
      ['4567', 'error'],
      ['89', ''],
    ]);
  });
});
