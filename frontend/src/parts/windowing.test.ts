import { describe, expect, it } from 'vitest';

import { scrollTo, shown } from '$/parts/windowing';

describe('a table of which only what is in sight is drawn', () => {
  it('draws few rows of 100,000, and leaves room for the others', () => {
    const part = shown(100_000, 50, 2_500_000, 700);
    expect(part.end - part.first).toBeLessThan(40);
    expect(part.above + part.below + (part.end - part.first) * 50).toBe(5_000_000);
  });
  it('never leaves the table', () => {
    for (const count of [0, 1, 5, 90]) for (const top of [0, 10, 4000, 99999]) {
      const part = shown(count, 50, top, 600);
      expect(part.first).toBeGreaterThanOrEqual(0);
      expect(part.end).toBeLessThanOrEqual(count);
      if (count) expect(part.end).toBeGreaterThan(part.first);
    }
  });
  it('scrolls only to what is out of sight, and no further than needed', () => {
    expect(scrollTo(3, 50, 0, 600)).toBeNull();
    expect(scrollTo(0, 50, 120, 600)).toBe(0);
    expect(scrollTo(20, 50, 0, 600)).toBe(450);
  });
});
