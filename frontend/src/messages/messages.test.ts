import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fill, plural } from '$/messages/filling';
import { VIEWS } from '$/views/index';

const FOLDER = import.meta.dirname;
const FORMS = /\.(zero|one|two|few|many|other)$/;

function read(language: string, file: string): Record<string, string> {
  return JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Record<string, string>;
}

/** Keys, those of counted messages once for all forms. */
function stems(texts: Record<string, string>): string[] {
  return [...new Set(Object.keys(texts).map((key) => key.replace(FORMS, '.*')))].sort();
}

function names(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();
}

const FILES = readdirSync(join(FOLDER, 'en'));

describe('messages', () => {
  it('both languages have the same files', () => {
    expect(readdirSync(join(FOLDER, 'ar')).sort()).toEqual([...FILES].sort());
  });

  it.each(FILES)('%s has the same keys in both languages, and no empty text', (file) => {
    const english = read('en', file);
    const arabic = read('ar', file);
    expect(stems(arabic)).toEqual(stems(english));
    for (const texts of [english, arabic]) for (const [key, text] of Object.entries(texts)) expect(text.trim(), key).not.toBe('');
  });

  it.each(FILES)('%s names the same values in both languages', (file) => {
    const english = read('en', file);
    const arabic = read('ar', file);
    for (const [key, text] of Object.entries(english)) if (!FORMS.test(key)) expect(names(arabic[key] ?? ''), key).toEqual(names(text));
  });

  it('a key stands in one file only', () => {
    const all = FILES.flatMap((file) => Object.keys(read('en', file)));
    expect(all.length).toBe(new Set(all).size);
  });

  it('every counted message has the form for other numbers', () => {
    for (const language of ['en', 'ar'])
      for (const file of FILES) {
        const texts = read(language, file);
        for (const key of Object.keys(texts)) if (FORMS.test(key)) expect(texts[key.replace(FORMS, '.other')], key).toBeTruthy();
      }
  });

  it('every view has a name', () => {
    const texts = read('en', 'shell.json');
    for (const view of VIEWS) expect(texts[view.label], view.label).toBeTruthy();
  });

  it('a number takes the form its language asks for, with Latin digits', () => {
    const texts = { 'n.one': 'one', 'n.two': 'two', 'n.few': 'few {count}', 'n.other': 'other {count}' };
    expect(plural(texts, 'n', 2, 'ar')).toBe('two');
    expect(plural(texts, 'n', 2, 'en')).toBe('other {count}');
    expect(fill(plural(texts, 'n', 1205, 'ar'), { count: 1205 }, 'ar')).toBe('few 1,205');
  });
});
