/** What the server says of releases, quotations, the mosaic and publications. */

export type State = 'ok' | 'warning' | 'stop' | 'waiting';

export interface CheckProblem {
  words: string;
  /** A path of the workbench, as the server names it. */
  link: string;
  severity: State;
}

export interface ChecklistEntry {
  id: string;
  state: State;
  words: string;
  problems: CheckProblem[];
}

export interface Publication {
  id: string;
  target: string;
  story: string;
  release_sha256: string;
  files: Record<string, string>;
  at: string;
  by: string;
  correction: string;
  state: string;
}

export interface Checklist {
  story: string;
  release: string;
  confirm: string;
  entries: ChecklistEntry[];
  can_publish: boolean;
  publications: Publication[];
}

export interface ReleaseRecord {
  sha256: string;
  state: string;
  title: string;
  findings: number;
  quotes: number;
  withheld: number;
  has_identities: boolean;
  requested_by: string;
  requested_at: string;
  request_reason: string;
  decided_by: string;
  decided_at: string;
  decision_reason: string;
  is_single_user: boolean;
}

export interface ReleaseRow {
  record: ReleaseRecord;
  id: string;
  can_decide: boolean;
  note: string;
}

export interface Release {
  title: string;
  sources: { id: string; label: string; is_protected: boolean; role: string; descriptor: string; region: string; age: string }[];
  quotes: { id: string; source_id: string; words: string; is_edited: boolean; said_on: string }[];
  questions: { id: string; text: string }[];
  findings: { id: string; question_id: string; words: string; standing: string; is_suggestion: boolean }[];
  places: { id: string; ref: { name: string } }[];
  withheld: { what: string; number: number }[];
}

export interface ReleaseView {
  row: ReleaseRow;
  release: Release;
  publications: Publication[];
}

export interface QuoteRow {
  id: string;
  words: string;
  source_id: string;
  source: string;
  reason: string;
  answer: { decision: string; reason: string; by: string; at: string; words: string } | null;
  etag: string;
}

export interface MosaicWarning {
  id: string;
  rule: string;
  sentence: string;
  facts: string[];
  people: number | null;
  answer: string;
  answered_by: string;
  answered_at: string;
}

export interface MosaicPage {
  source_id: string;
  name: string;
  label: string;
  facts: { kind: string; words: string; releases: string[] }[];
  warnings: MosaicWarning[];
  notes: string[];
}

/** What a person gives with an act. */
export interface Given {
  reason: string;
  confirm: string;
  passphrase: string;
}
