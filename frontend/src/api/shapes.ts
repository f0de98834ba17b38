/** The shapes of what the server answers, by the names that views use. They come from the API's own description (`npm run types`). */

import type { components } from '$/api/types';

type Shapes = components['schemas'];

export interface Page<T> {
  rows: T[];
  next: string | null;
  total: number;
}

export type Session = Shapes['SessionInfo'];
export type Job = Shapes['JobRow'];
export type JobFailure = Shapes['JobFailure'];
export type Standpoint = Shapes['Standpoint'];
export type QuestionRow = Shapes['QuestionRow'];
export type QuestionView = Shapes['QuestionView'];
export type AnswerRow = Shapes['AnswerRow'];
export type PositionRow = Shapes['PositionRow'];
export type ContradictionRow = Shapes['ContradictionRow'];
export type Contradiction = Shapes['Contradiction'];
export type ChartLayout = Shapes['ChartLayout'];
export type ChartRow = Shapes['ChartRow'];
export type Reach = Shapes['Reach'];
export type Supposed = Shapes['Supposed'];
export type WhatIf = Shapes['WhatIf'];
export type NewFinding = Shapes['NewFinding'];
export type Finding = Shapes['Finding'];
export type Shift = Shapes['Shift'];

export type HomeView = Shapes['HomeView'];
export type DecisionRow = Shapes['DecisionRow'];

export interface ClaimRow {
  id: string;
  statement_id: string;
  words: string;
  before: string;
  after: string;
  value_type: string;
  value_words: string;
  low: number | null;
  best: number | null;
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
  is_first_hand: boolean | null;
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

export interface Understood {
  q: string;
  read: string[];
}

export interface ClaimPage extends Page<ClaimRow> {
  understood: Understood | null;
}

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

export interface ClaimView extends Omit<ClaimRow, 'contradictions'> {
  value: Record<string, unknown> & { type: string };
  passage: { text: string; start: number };
  links: { claim_id: string; question_id: string; score: number; reason: string }[];
  judgements: { id: string; act: string; target: string; by: string; at: string; reason: string }[];
  contradictions: { id: string; sentence: string }[];
  chain: { name: string }[];
  why: { rule: string; words: string };
}

export interface Judged {
  judgement: { id: string } | null;
  row: ClaimRow;
  etag: string;
}
