import { describe, expect, it } from 'vitest';

import type { ClaimFacets } from '$/api/shapes';
import { address } from '$/router/matching';
import { facetsOf } from '$/views/claims/facets';
import { chosenOf, filtersOf, isFiltered } from '$/views/claims/filters';

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

describe('facets', () => {
  it('chosen values stand under their list, and a list that filters nothing has none', () => {
    const chosen = chosenOf(filtersOf(new URLSearchParams('state=suggested&state=skipped&q=x')));
    expect(chosen.state).toEqual(['suggested', 'skipped']);
    expect(chosen.source).toEqual([]);
  });
  it('our own words are said in the language of the interface; names stay, and what has none is said to be without', () => {
    const one = (value: string, label = '') => ({ value, label, count: 1 });
    const told = { state: [one('suggested', 'SUGGESTED')], source: [one('s1', 'The driver'), one('none')], unit: [one('s', 's'), one('km', 'km')] };
    const facets = facetsOf(told as unknown as ClaimFacets);
    const labels = (name: string) => facets[name]?.map((value) => value.label);
    expect(labels('state')).toEqual(['suggested']);
    expect(labels('source')).toEqual(['The driver', 'without']);
    expect(labels('unit')).toEqual(['length of time', 'km']);
  });
});
