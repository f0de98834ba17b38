/** Puts values into messages, and finds the form of a message that counts. */

const LOCALES: Record<string, string> = { ar: 'ar-u-nu-latn', en: 'en-GB' };

/** `{name}` becomes the value; numbers are written as they are read. */
export function fill(text: string, values: Record<string, string | number>, language: string): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(LOCALES[language] ?? language).format(value) : value;
  });
}

/** The text for a number: `key.one`, `key.two`, `key.few`, `key.many`, or `key.other` where there is no other form. */
export function plural(texts: Record<string, string>, key: string, count: number, language: string): string {
  const form = new Intl.PluralRules(language).select(count);
  return (count === 0 ? texts[`${key}.zero`] : undefined) ?? texts[`${key}.${form}`] ?? texts[`${key}.other`] ?? key;
}
