/** What can stand beside a text: the original, other texts of the item, texts and originals of what belongs to it. */

import type { ItemView } from '$/views/reader/shapes';

export interface Beside {
  /** As it stands in the address. */
  key: string;
  kind: 'original' | 'text' | 'inert';
  itemId: string;
  name: string;
  media: string;
  pages: number;
  renditionId: string;
  /** translation, original, attachment ...; of an own text its kind. */
  why: string;
  language: string;
}

/** A place in a recording. */
export interface Seek {
  ms: number;
  isPlayed: boolean;
}

const SEEN = new Set(['pdf', 'image', 'audio', 'video']);

/** Everything that can stand beside a text of an item, the most telling first. */
export function besides(view: ItemView, renditionId: string): Beside[] {
  const own = { itemId: view.item.id, name: view.item.name, media: view.media, pages: view.pages, language: '' };
  const found: Beside[] = [];
  if (SEEN.has(view.media)) found.push({ ...own, key: 'original', kind: 'original', renditionId: '', why: 'own' });
  for (const one of view.related) {
    const shared = { itemId: one.item_id, name: one.name, media: one.media, pages: 1, language: one.language, why: one.why };
    if (SEEN.has(one.media)) found.push({ ...shared, key: `original:${one.item_id}`, kind: 'original', renditionId: '' });
    if (one.rendition_id && one.rendition_id !== renditionId) found.push({ ...shared, key: one.rendition_id, kind: 'text', renditionId: one.rendition_id });
  }
  for (const one of view.renditions)
    if (one.id !== renditionId) found.push({ ...own, key: one.id, kind: 'text', renditionId: one.id, why: one.kind, language: one.language });
  if (view.renditions.length) found.push({ ...own, key: 'inert', kind: 'inert', renditionId: '', why: 'inert' });
  return found;
}

/** What stands there if nobody chose: an original to look at, else a translation or what this is the translation of, else nothing. */
export function usual(found: readonly Beside[]): string {
  const one = found.find((beside) => beside.kind === 'original') ?? found.find((beside) => beside.kind === 'text' && ['translation', 'transcript', 'original'].includes(beside.why));
  return one?.key ?? 'none';
}
