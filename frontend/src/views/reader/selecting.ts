/** Words that were selected in a text, as code points of its rendition. */
export interface Selected {
  start: number;
  end: number;
  words: string;
}
