import { expect, it } from 'vitest';

import { Heights } from '$/views/reader/heights';

it('finds a passage by pixels and pixels by a passage', () => {
  const heights = new Heights(100, 50);
  expect(heights.top(10)).toBe(500);
  expect(heights.at(499)).toBe(9);
  expect(heights.at(500)).toBe(10);
  expect(heights.at(1e9)).toBe(99);
});

it('puts what was measured in place of the guess, and says by how much it was wrong', () => {
  const heights = new Heights(100, 50);
  expect(heights.put(3, 80)).toBe(30);
  expect(heights.put(3, 80)).toBe(0);
  expect(heights.top(4)).toBe(230);
  expect(heights.top(100)).toBe(5030);
});

it('learns how high a passage usually is', () => {
  const heights = new Heights(1000, 50);
  for (let at = 0; at < 10; at += 1) heights.put(at, 100);
  expect(heights.top(1000)).toBe(100_000);
});
