/** What the history is told by the server. */

import type { components } from '$/api/types';

type Schemas = components['schemas'];
export type Change = Schemas['Change'];
export type Comparison = Schemas['Comparison'];
export type StateFinding = Schemas['StateFinding'];
export type HistoryPeople = Schemas['HistoryPeople'];
