import { describe, expect, it } from 'vitest';

import { adviceFor } from '$/views/ingest/advice';
import { sizeWords } from '$/views/ingest/sizes';

describe('what is taken in', () => {
  it('sizes are read with one digit after the point at most', () => {
    expect([0, 999, 2_400_000, 350_000_000, 1_500_000_000].map(sizeWords)).toEqual(['0 B', '999 B', '2.4 MB', '350 MB', '1.5 GB']);
  });
  it('a reason leads to what one can do', () => {
    expect(adviceFor('the PDF is encrypted: a password is needed')).toBe('locked');
    expect(adviceFor('no reader for application/x-foo')).toBe('format');
    expect(adviceFor('the file is damaged')).toBe('damaged');
    expect(adviceFor('this is video (video/mp4): it is kept, but no text can be read from it yet; add a transcript beside it')).toBe('speech');
    expect(adviceFor('something else')).toBe('other');
  });
});
