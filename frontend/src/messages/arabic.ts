/** The Arabic texts, fetched when Arabic is chosen. */

import claims from '$/messages/ar/claims.json';
import home from '$/messages/ar/home.json';
import history from '$/messages/ar/history.json';
import ingest from '$/messages/ar/ingest.json';
import map from '$/messages/ar/map.json';
import publish from '$/messages/ar/publish.json';
import questions from '$/messages/ar/questions.json';
import reader from '$/messages/ar/reader.json';
import selection from '$/messages/ar/selection.json';
import shell from '$/messages/ar/shell.json';
import sources from '$/messages/ar/sources.json';
import story from '$/messages/ar/story.json';
import timeline from '$/messages/ar/timeline.json';

export const ARABIC: Record<string, string> = {
  ...shell,
  ...home,
  ...questions,
  ...claims,
  ...reader,
  ...sources,
  ...timeline,
  ...selection,
  ...map,
  ...ingest,
  ...story,
  ...publish,
  ...history,
};
