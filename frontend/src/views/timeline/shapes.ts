/** What the server tells of events in time and of places. */

export interface Moment {
  earliest_start: string;
  latest_start: string;
  earliest_end: string;
  latest_end: string;
  words: string;
  value: string;
  hedge: string;
  zone: string;
}

export interface Place {
  name: string;
  words: string;
  lat: number | null;
  lon: number | null;
  gazetteer_id: string;
  country: string;
  radius_km: number;
  precision: string;
}

export interface Bearing {
  finding_id: string;
  question_id: string;
  question: string;
  aspect: string;
  words: string;
  standing: string;
  reviewer: string;
  reason: string;
  is_taken: boolean;
  note: string;
}

export interface CaseEvent {
  id: string;
  what: string;
  when: Moment | null;
  where: Place | null;
  source_ids: string[];
  claim_ids: string[];
  reason: string;
  edtf: string;
  date_prec: number;
  where_prec: number;
  time_reason: string;
  is_ordered: boolean;
  lasts: { words: string } | null;
  places: string[];
  findings: Bearing[];
  standing: string;
}

export interface TimelineRow {
  event: CaseEvent;
  tellers: string[];
}

export interface OrderClash {
  id: string;
  event_ids: string[];
  claim_ids: string[];
  sentence: string;
}

export interface Importance {
  day: string;
  score: number;
  items: number;
  sources: number;
  reason: string;
}

export interface TimelineView {
  sheet: {
    title: string;
    rows: TimelineRow[];
    clashes: OrderClash[];
    days: Importance[];
    time_zone: string;
    left_out: number;
  };
  questions: Record<string, string[]>;
  total: number;
}
