import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ACTIONS } from '$/keys/combos';
import { secondsLeft, shownUntil } from '$/views/sources/unmasking';

describe('unmasking', () => {
  it('a name is shown for the time the server says, and never for more than a minute', () => {
    expect(secondsLeft(shownUntil(60, 1000), 1000)).toBe(60);
    expect(secondsLeft(shownUntil(3600, 1000), 1000)).toBe(60);
    expect(secondsLeft(shownUntil(60, 0), 60_000)).toBe(0);
    expect(secondsLeft(shownUntil(-5, 0), 0)).toBe(0);
  });
  it('it counts down in whole seconds and ends at nothing', () => {
    expect(secondsLeft(10_000, 9_001)).toBe(1);
    expect(secondsLeft(10_000, 99_000)).toBe(0);
  });
  it('no key opens or confirms it, and it keeps the name nowhere but in the component', () => {
    expect(ACTIONS.some((action) => /unmask|vault/.test(action.id))).toBe(false);
    const dialog = readFileSync(join(import.meta.dirname, 'UnmaskDialog.svelte'), 'utf8');
    expect(dialog).not.toMatch(/keys\.use|localStorage|sessionStorage|toasts|type="submit"/);
    expect(readFileSync(join(import.meta.dirname, 'Source.svelte'), 'utf8').match(/isUnmasking = true/g)).toHaveLength(1);
  });
});
