/** What the reader is told by the server. */

import type { components } from '$/api/types';

type Schemas = components['schemas'];
export type ItemRow = Schemas['ItemRow'];
export type ItemView = Schemas['ItemView'];
export type ItemFacets = Schemas['ItemFacets'];
export type Passage = Schemas['PassageRow'];
export type Mark = Schemas['MarkRow'];
export type Window = Schemas['Window'];
export type MarkPlace = Schemas['MarkPlace'];
export type RelatedItem = Schemas['RelatedItem'];
