import { describe, expect, it } from 'vitest';

import { address, match } from '$/router/matching';

describe('addresses', () => {
  it('a pattern gives the parts it names, decoded', () => {
    expect(match('/questions/:id', '/questions/how%20many')).toEqual({ id: 'how many' });
  });
  it('a path of another length, or with other words, is not matched', () => {
    expect(match('/questions/:id', '/questions')).toBeNull();
    expect(match('/questions/:id', '/claims/x')).toBeNull();
  });
  it('what cannot be decoded is no address', () => {
    expect(match('/reader/:item', '/reader/%E0%A4%A')).toBeNull();
  });
  it('an address leaves out what is empty and repeats lists', () => {
    expect(address('/claims', { q: '', party: ['sdf', 'is'], over: 40, all: false })).toBe('/claims?party=sdf&party=is&over=40');
  });
});
