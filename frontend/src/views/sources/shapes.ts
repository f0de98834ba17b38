/** What the server tells of sources. */

export interface TrackRecord {
  agrees: number;
  contradicted: number;
  alone: number;
  of: number;
  question_ids: string[];
}

export interface SourceRow {
  id: string;
  name: string;
  role: string;
  party: string;
  party_name: string;
  protection: string;
  grade: string;
  grade_words: string;
  grade_reason: string;
  grade_by: string;
  items: number;
  claims: number;
  answers: number;
  track_record: TrackRecord;
  is_merged: boolean;
}

export interface SourcePosition {
  question_id: string;
  question: string;
  claim_id: string;
  words: string;
  said_on: string;
  stance: string;
  is_standing: boolean;
  state: string;
}

export interface GraphNode {
  id: string;
  name: string;
  role: string;
  party: string;
  protection: string;
  is_source: boolean;
  claims: number;
}

export type EdgeKind = 'heard' | 'tie' | 'group';

export interface GraphEdge {
  from: string;
  to: string;
  kind: EdgeKind;
  words: string[];
  claim_ids: string[];
  degree: number;
}

export interface HeardGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface Tie {
  first: string;
  second: string;
  degree: number;
  reason: string;
}

export interface Fact {
  kind: string;
  words: string;
  releases: string[];
}

export interface MosaicWarning {
  id: string;
  rule: string;
  sentence: string;
  facts: string[];
  people: number | null;
  answer: string;
  answered_by: string;
}

export interface MosaicPage {
  label: string;
  facts: Fact[];
  warnings: MosaicWarning[];
  notes: string[];
}

export interface SourceSettings {
  published_name: string;
  descriptor: string;
  descriptor_level: string;
  place_level: string;
  time_level: string;
  is_quoted: boolean;
}

export interface SourceView {
  source: SourceRow;
  aliases: string[];
  settings: SourceSettings | null;
  positions: SourcePosition[];
  heard_from: GraphEdge[];
  heard_by: GraphEdge[];
  ties: Tie[];
  mosaic: MosaicPage | null;
  releases: string[];
  can_ask_identity: boolean;
  etag: string;
}

export interface Unmasked {
  source_id: string;
  pseudonym: string;
  names: string[];
  aliases: string[];
  contacts: string[];
  details: Record<string, string>;
  notes: string;
  shown_until: string;
  shown_s: number;
}

export const GRADES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
