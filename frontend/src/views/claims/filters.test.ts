import { describe, expect, it } from 'vitest';

import { address } from '$/router/matching';
import { filtersOf, isFiltered } from '$/views/claims/filters';

describe('a saved search', () => {
  it('is its address: what is read from it makes the same address', () => {
    const search = 'q=lorries&over=40&said_to=2017-10-12&state=suggested&state=skipped&source=a';
    const again = new URLSearchParams(address('', filtersOf(new URLSearchParams(search))).slice(1));
    expect(filtersOf(again)).toEqual(filtersOf(new URLSearchParams(search)));
  });
  it('leaves out what is no filter', () => {
    expect(isFiltered(new URLSearchParams('claim=c1&sort=worth'))).toBe(false);
    expect(filtersOf(new URLSearchParams('q=x&claim=c1&token=secret'))).toEqual({ q: 'x' });
  });
});
