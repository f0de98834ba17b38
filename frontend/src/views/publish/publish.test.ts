import { describe, expect, it } from 'vitest';

import { linkTo, readLeak } from '$/views/publish/reading';

describe('what stands in the way of a publication', () => {
  it('a problem of the text leads to its line', () => {
    expect(linkTo('/stories/story.md#line-40')).toBe('/story/story?line=40');
  });
  it('quotations, releases and the mosaic lead to their part of the view; other places are left as they are', () => {
    expect(linkTo('/publish/quotes/s-1')).toBe('/publish?part=quotes');
    expect(linkTo('/publish/releases/0123')).toBe('/publish?part=releases&release=0123');
    expect(linkTo('/sources/src-1#mosaic')).toBe('/publish?part=mosaic&source=src-1');
    expect(linkTo('/questions/people')).toBe('/questions/people');
  });
  it('a line of the gate is read into file, pseudonym, place and advice', () => {
    expect(readLeak('images/a.png: Imad (imad_2): name (as written) in EXIF, Artist -> take the metadata out')).toEqual({
      file: 'images/a.png',
      kind: 'leak',
      who: 'Imad',
      key: 'imad_2',
      what: 'name (as written)',
      place: 'EXIF, Artist',
      advice: 'take the metadata out',
    });
    expect(readLeak('a.bin: not read: whole file: an unknown format').kind).toBe('unread');
    expect(readLeak('index.html: would be fetched from elsewhere: http://x.example/a.js').kind).toBe('request');
    expect(readLeak('something else').what).toBe('something else');
  });
});
