/** Reads what the server says in one line: where a problem is mended, and what the gate found. */

import { storyAddress } from '$/views/story/addresses';

/** The workbench's address for a place that the server names by its own. */
export function linkTo(link: string): string {
  const [path = '', mark = ''] = link.split('#');
  const [, area = '', first = '', second = ''] = path.split('/');
  if (area === 'stories') {
    const line = /^line-(\d+)$/.exec(mark)?.[1];
    return storyAddress(decode(first)) + (line ? `?line=${line}` : '');
  }
  if (area === 'publish' && first === 'quotes') return '/publish?part=quotes';
  if (area === 'publish' && first === 'releases') return `/publish?part=releases&release=${second}`;
  if (area === 'sources' && mark === 'mosaic') return `/publish?part=mosaic&source=${first}`;
  return link;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export interface Leak {
  file: string;
  /** leak, unread, request; other: a line that is none of them. */
  kind: 'leak' | 'unread' | 'request' | 'other';
  who: string;
  /** The key that the vault knows them by, where they are called something else. */
  key: string;
  what: string;
  place: string;
  advice: string;
}

/** One line of the gate: `page.html: Abu Fawzi (abu_fawzi): name (folded) in the text, line 3 -> take it out`. */
export function readLeak(line: string): Leak {
  const leak = /^(.+?): (.+?): (.+?) in (.+) -> (.+)$/.exec(line);
  if (leak) {
    const [, file = '', whose = '', what = '', place = '', advice = ''] = leak;
    const [, who = whose, key = ''] = /^(.+) \(([^()]+)\)$/.exec(whose) ?? [];
    return { file, kind: 'leak', who, key, what, place, advice };
  }
  const unread = /^(.+?): not read: (.+?): (.+)$/.exec(line);
  if (unread) return { file: unread[1] ?? '', kind: 'unread', who: '', key: '', what: unread[3] ?? '', place: unread[2] ?? '', advice: '' };
  const request = /^(.+?): would be fetched from elsewhere: (.+)$/.exec(line);
  if (request) return { file: request[1] ?? '', kind: 'request', who: '', key: '', what: request[2] ?? '', place: '', advice: '' };
  return { file: '', kind: 'other', who: '', key: '', what: line, place: '', advice: '' };
}
