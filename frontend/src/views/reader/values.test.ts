import { expect, it } from 'vitest';

import { mistake, toValue, toWritten } from '$/views/reader/values';

it('writes and reads a value without changing it', () => {
  const amount = { type: 'amount', low: 40, best: 50, high: 60, unit: 'lorry', words: 'about fifty', hedge: 'about', per: '' };
  expect(toValue(toWritten(amount), amount, 'x')).toEqual(amount);
  const moment = { type: 'moment', earliest_start: '2017-10-12', latest_start: '2017-10-12T12:00', earliest_end: '', latest_end: '2017-10-13', words: 'then' };
  expect(toValue(toWritten(moment), moment, 'x')).toEqual(moment);
});

it('takes one figure for an exact one, and hours for a length of time', () => {
  const written = { ...toWritten({ type: 'duration' }), best: '3' };
  expect(toValue(written, null, 'three hours')).toMatchObject({ low: 10800, best: 10800, high: 10800, unit: 's', hedge: 'exact', words: 'three hours' });
  expect(toWritten({ type: 'duration', best: 10800 }).best).toBe('3');
});

it('leaves an open end open', () => {
  const written = { ...toWritten(null), low: '1,000', unit: ' person ' };
  expect(toValue(written, null, 'over a thousand')).toMatchObject({ low: 1000, best: null, high: null, unit: 'person', hedge: 'min' });
});

it('forgets where a place lies when another is named', () => {
  const place = { type: 'place', name: 'Raqqa', lat: 35.9, lon: 39, gazetteer_id: 'g', country: 'SY', words: 'Raqqa' };
  expect(toValue({ ...toWritten(place), name: 'Markada' }, place, 'x')).toMatchObject({ name: 'Markada', lat: null, gazetteer_id: '' });
  expect(toValue(toWritten(place), place, 'x')).toEqual(place);
});

it('says what is wrong', () => {
  const amount = toWritten(null);
  expect(mistake(amount)).toBe('missing');
  expect(mistake({ ...amount, best: 'many' })).toBe('figure');
  expect(mistake({ ...amount, low: '5', high: '3' })).toBe('order');
  expect(mistake({ ...amount, best: '٥٠' })).toBe('');
  expect(mistake({ ...amount, type: 'moment', first: 'Tuesday' })).toBe('day');
  expect(mistake({ ...amount, type: 'place' })).toBe('missing');
});
