import { describe, expect, it } from 'vitest';

import { askedOf, claimsToAsk, filtersOf, sameIn } from '$/selection/filters';

const of = (search: string) => filtersOf(new URLSearchParams(search));

describe('one selection in three views', () => {
  it('what is no filter is no part of the selection', () => {
    expect(of('?question=total&sort=worth&place=m-1&q=')).toEqual({ question: ['total'] });
  });
  it('question, item, source and time are asked of the server alone', () => {
    const filters = of('?question=total&source=s1&within=2017-10');
    expect(askedOf(filters)).toEqual({ question: 'total', source: 's1', within: '2017-10' });
    expect(claimsToAsk(filters)).toBeNull();
  });
  it('any other filter asks the table of claims, with all filters but the time', () => {
    expect(claimsToAsk(of('?question=total&party=is&within=2017'))).toEqual({ question: ['total'], party: ['is'] });
  });
  it('two values of one filter are more than the server takes: the table of claims is asked', () => {
    const filters = of('?source=s1&source=s2');
    expect(askedOf(filters)).toEqual({});
    expect(claimsToAsk(filters)).toEqual({ source: ['s1', 's2'] });
  });
  it('a link to another view carries the same filters', () => {
    const filters = of('?party=is&party=sdf&over=40');
    expect(of(sameIn('/map', filters).slice(4))).toEqual(filters);
  });
});
