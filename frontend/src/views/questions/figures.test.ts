import { describe, expect, it } from 'vitest';

import { figure, figures } from '$/views/questions/figures';

describe('figures as they are typed', () => {
  it('are read with separators, and in Arabic digits', () => {
    expect(figure('4,000')).toBe(4000);
    expect(figure('٤٬٠٠٠')).toBe(4000);
    expect(figure('۶٫۵')).toBe(6.5);
    expect(figure(' ')).toBeNull();
  });
  it('words are no figure', () => {
    expect(figures('some', '', '').problem).toBe('number');
  });
  it('must not fall; an end may be open', () => {
    expect(figures('5', '4', '').problem).toBe('order');
    expect(figures('', '4', '9')).toEqual({ values: [null, 4, 9], problem: null });
  });
});
