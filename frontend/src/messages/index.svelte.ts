/**
 * The interface's own words. Texts of the case are never translated.
 *
 * One file for each part of the workbench and language (`en/questions.json`); English is always there, other languages are
 * fetched when they are chosen. A test sees to it that all have the same keys.
 */

import claims from '$/messages/en/claims.json';
import home from '$/messages/en/home.json';
import history from '$/messages/en/history.json';
import ingest from '$/messages/en/ingest.json';
import map from '$/messages/en/map.json';
import publish from '$/messages/en/publish.json';
import questions from '$/messages/en/questions.json';
import reader from '$/messages/en/reader.json';
import selection from '$/messages/en/selection.json';
import shell from '$/messages/en/shell.json';
import sources from '$/messages/en/sources.json';
import story from '$/messages/en/story.json';
import timeline from '$/messages/en/timeline.json';
import { fill, plural } from '$/messages/filling';

const ENGLISH = {
  ...shell,
  ...home,
  ...questions,
  ...claims,
  ...reader,
  ...sources,
  ...timeline,
  ...selection,
  ...map,
  ...ingest,
  ...story,
  ...publish,
  ...history,
};

/** A message's key. Keys of counted messages end in `.one`, `.other` ...; they are asked for with `tn` and without the end. */
export type Key = keyof typeof ENGLISH;
type Counted<K> = K extends `${infer Stem}.other` ? Stem : never;
export type CountedKey = Counted<Key>;

export const LANGUAGES = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT_AS = 'testimonia.language';

class Messages {
  language = $state<Language>('en');
  texts = $state.raw<Record<string, string>>(ENGLISH);

  get direction(): 'ltr' | 'rtl' {
    return this.language === 'ar' ? 'rtl' : 'ltr';
  }

  /** The language chosen before, or the browser's. */
  async begin(): Promise<void> {
    let kept: string | null = null;
    try {
      kept = localStorage.getItem(KEPT_AS);
    } catch {
      // nothing is kept: the browser's language counts
    }
    await this.choose((kept ?? navigator.language.slice(0, 2)) === 'ar' ? 'ar' : 'en', false);
  }

  async choose(language: Language, isKept = true): Promise<void> {
    if (language === 'ar') {
      const { ARABIC } = await import('$/messages/arabic');
      this.texts = { ...ENGLISH, ...ARABIC };
    } else this.texts = ENGLISH;
    this.language = language;
    document.documentElement.lang = language;
    document.documentElement.dir = this.direction;
    if (!isKept) return;
    try {
      localStorage.setItem(KEPT_AS, language);
    } catch {
      // lasts as long as the page
    }
  }
}

export const messages = new Messages();

/** A message in the language of the interface: `t('claims.of', { total: 40 })`. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return fill(messages.texts[key] ?? key, values, messages.language);
}

/** A message that counts: `tn('claims.count', 3)`; the number stands in it as `{count}`. */
export function tn(key: CountedKey, count: number, values: Record<string, string | number> = {}): string {
  return fill(plural(messages.texts, key, count, messages.language), { count, ...values }, messages.language);
}

/** A message whose key comes from the server (`state.accepted`); the word itself where there is no such message. */
export function tk(prefix: string, word: string): string {
  return messages.texts[`${prefix}.${word}`] ?? word;
}

/** What a job is doing: its step, or before the first what it is. */
export function jobWords(job: { kind: string; step?: string }): string {
  return job.step ? tk('ingest.step', job.step) : tk('ingest.job', job.kind);
}

/** A number as it is read. Digits stay Latin: figures are compared with the material's. */
export function number(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 3 }).format(value);
}

/** A day, or a day with its time, from ISO 8601; what is no date stays as it is. */
export function day(iso: string, { withTime = false }: { withTime?: boolean } = {}): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return iso;
  const hasTime = iso.length > 10;
  const date = new Date(hasTime ? iso : `${iso}T00:00`);
  if (Number.isNaN(date.getTime())) return iso;
  const style: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(locale(), withTime && hasTime ? { ...style, hour: '2-digit', minute: '2-digit' } : style).format(date);
}

/** How long ago, in words. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  if (Number.isNaN(seconds)) return iso;
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  for (const [unit, size] of [['day', 86400], ['hour', 3600], ['minute', 60]] as const)
    if (Math.abs(seconds) >= size) return Math.abs(seconds) > 30 * 86400 ? day(iso.slice(0, 10)) : words.format(Math.round(seconds / size), unit);
  return words.format(0, 'minute');
}

function locale(): string {
  return messages.language === 'ar' ? 'ar-u-nu-latn' : 'en-GB';
}
