import { describe, expect, it } from 'vitest';

import { ACTIONS, clashes, comboWords, latinKey } from '$/keys/combos';
import { VIEWS } from '$/views/index';

const all = [...ACTIONS.map((action) => action.combo), ...VIEWS.filter((view) => view.key).map((view) => `g ${view.key}`)];

describe('keys', () => {
  it('no two actions lie on keys that cannot be told apart', () => {
    for (const [at, one] of all.entries())
      for (const other of all.slice(at + 1)) expect(clashes(one, other), `${one} and ${other}`).toBe(false);
  });
  it('nothing that gives something out or shows who somebody is can be done by a key', () => {
    for (const action of ACTIONS) expect(action.id).not.toMatch(/publish|unmask|clear|release|approve|delete/);
  });
  it('a key on an Arabic layout is the Latin letter on the same key', () => {
    expect(latinKey('ش', 'KeyA')).toBe('a');
    expect(latinKey('٣', 'Digit3')).toBe('3');
    expect(latinKey('Enter', 'Enter')).toBe('Enter');
  });
  it('a blank is a key with a name', () => {
    expect(comboWords(' ')).toBe('Space');
    expect(comboWords('g q')).toBe('g q');
  });
});
