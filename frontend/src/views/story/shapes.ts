/** What the server says of stories. */

export interface StoryRow {
  name: string;
  title: string;
  words: number;
  bindings: number;
  /** Of form. */
  problems: number;
  /** Seconds since 1970. */
  changed_at: number;
  etag: string;
}

export interface StoryView {
  name: string;
  text: string;
  title: string;
  problems: string[];
  etag: string;
}

export interface Pointer {
  says: string;
  words: string;
  claim_id: string;
  item: string;
  where: string;
}

/** A place in the text; `start` and `end` count code points, `line` from 1. */
export interface Place {
  check: string;
  start: number;
  end: number;
  words: string;
  reason: string;
  line: number;
  column: number;
}

export interface DeskProblem extends Place {
  severity: 'error' | 'warning' | 'note';
  nearest: Pointer[];
}

export interface DeskReport {
  problems: DeskProblem[];
  passed: Place[];
  uncompared: Place[];
  notes: string[];
}

export interface LiveCheck {
  report: DeskReport | null;
  form: string[];
  is_ready: boolean;
  took_ms: number;
}

export interface BindingRow {
  kind: string;
  insert: string;
  words: string;
  detail: string;
  id: string;
}

export interface PreviewMade {
  href: string;
  problems: string[];
  notes: string[];
}
