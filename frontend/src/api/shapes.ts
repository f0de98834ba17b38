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

export type ClaimRow = Shapes['ClaimRow'];
export type ClaimPage = Shapes['ClaimPage'];
export type ClaimView = Shapes['ClaimView'];
export type ClaimFacets = Shapes['ClaimFacets'];
export type FacetValue = Shapes['FacetValue'];
export type Judged = Shapes['JudgementMade'];
export type BulkMade = Shapes['BulkMade'];
