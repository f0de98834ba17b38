import { describe, expect, it } from 'vitest';

import { differing } from '$/parts/differing';

describe('two states of one thing', () => {
  it('shows what was wanted, what differs first', () => {
    const rows = differing({ reason: 'the same', words: '50' }, { reason: 'the same', words: '60', reviewer: 'ann', etag: 'x' });
    expect(rows.map((row) => [row.name, row.differs])).toEqual([
      ['words', true],
      ['reason', false],
    ]);
  });
  it('shows plain texts as one row', () => {
    expect(differing('mine', 'theirs')).toEqual([{ name: '', yours: 'mine', theirs: 'theirs', differs: true }]);
  });
  it('of long texts only the lines that differ are shown, with one around them', () => {
    const [row] = differing('a\nb\nc\nd\ne\n', 'a\nb\nX\nd\ne\n');
    expect(row).toEqual({ name: '', yours: '…\nb\nc\nd\n…', theirs: '…\nb\nX\nd\n…', differs: true });
  });
});
