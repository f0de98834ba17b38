/** The facets of claims with their values in words of the interface. */

import type { ClaimFacets, FacetValue } from '$/api/shapes';
import { t, tk } from '$/messages/index.svelte';
import { LISTS, type ListName } from '$/views/claims/filters';

/** Facets whose values are words of ours; those of the others are names, which nobody translates. */
const OURS: readonly ListName[] = ['state', 'stance', 'role', 'value_type'];

export function facetsOf(facets: ClaimFacets): Record<string, FacetValue[]> {
  const found: Record<string, FacetValue[]> = {};
  for (const name of LISTS) {
    const values = facets[name];
    if (values) found[name] = values.map((one) => ({ ...one, label: labelOf(name, one) || t('facets.without') }));
  }
  return found;
}

function labelOf(name: ListName, { value, label }: FacetValue): string {
  if (OURS.includes(name) && value !== 'none') return tk(name, value);
  return name === 'unit' && value === 's' ? tk('value_type', 'duration') : label;
}
