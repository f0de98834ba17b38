/** The shapes of what the server answers, by the names that views use. */

export interface Page<T> {
  rows: T[];
  next: string | null;
  total: number;
}

export interface Session {
  user: string;
  users: string[];
  token: string;
  title: string;
  language: string;
  version: string;
  expires_at: number;
  is_single_user: boolean;
  has_vault: boolean;
  problem: string;
}

export interface Job {
  id: string;
  kind: string;
  state: string;
  step: string;
  done: number;
  total: number;
  failures?: { name: string; reason: string; step: string }[];
  started_at?: string;
  ended_at?: string;
  by?: string;
  /** What came of it, or why it failed. */
  message?: string;
  is_automatic?: boolean;
  can_resume?: boolean;
}

export interface Decision {
  kind: string;
  id: string;
  words: string;
  worth: number;
  link: string;
}

export interface HomeView {
  decisions: Decision[];
  progress: { items: number; read: number; claims: number; judged: number; questions: number; concluded: number; approved: number };
  custody: { state: string; size: number; root: string; checked_at: string };
  jobs: Job[];
}

export interface Standpoint {
  id: string;
  words: string;
  low: number | null;
  best: number | null;
  high: number | null;
  unit: string;
  standing: string;
  reason: string;
  is_suggestion: boolean;
  is_stale: boolean;
  stale_why: string;
  is_approved: boolean;
  is_single_user: boolean;
  reviewer: string;
  at: string;
}

export interface QuestionRow {
  id: string;
  text: string;
  value_type: string;
  unit: string;
  is_proposed: boolean;
  finding: Standpoint | null;
  accounts: number;
  contradictions: number;
}

export interface Reach {
  low: number;
  best: number | null;
  high: number;
  opens: boolean;
  closes: boolean;
  is_rough: boolean;
}

export interface ChartRow {
  claim_id: string;
  source_id: string;
  source: string;
  details: string[];
  said: string;
  words: string;
  y: number;
  reach: Reach | null;
  mark: string;
  is_report: boolean;
  is_denial: boolean;
  is_standing: boolean;
}

export interface ChartLayout {
  axis: string;
  is_columns: boolean;
  ticks: { at: number; label: string }[];
  breaks: number[];
  band: Reach[];
  flag: string;
  is_contested: boolean;
  sections: { title: string; rows: ChartRow[] }[];
  arcs: { number: number; claim_ids: string[]; lane: number }[];
  brackets: { claim_ids: string[]; lane: number }[];
  shifts: { before_id: string; after_id: string }[];
}

export interface ClaimRow {
  id: string;
  words: string;
  before: string;
  after: string;
  value_type: string;
  value_words: string;
  low: number | null;
  high: number | null;
  unit: string;
  about: string;
  stance: string;
  polarity: string;
  source_id: string;
  source: string;
  role: string;
  party: string;
  said_on: string;
  item_id: string;
  item: string;
  rendition_id: string;
  start: number;
  end: number;
  locator: string;
  questions: string[];
  state: string;
  by: string;
  worth: number;
  contradictions: number;
  etag: string;
}

export type Facets = Record<string, { value: string; label: string; count: number }[]>;
