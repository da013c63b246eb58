import { useState } from 'react';
import { NO_FILTER, type NodeFilter } from './model';

const KEYS = ['search', 'zone', 'role', 'state'] as const;

export function filterOf(query: string): NodeFilter {
  const asked = new URLSearchParams(query);
  return KEYS.reduce((filter, key) => ({ ...filter, [key]: asked.get(key) ?? '' }), NO_FILTER);
}

export function queryOf(filter: Partial<NodeFilter>): string {
  const query = new URLSearchParams(KEYS.flatMap(key => (filter[key] ? [[key, filter[key]]] : [])) as string[][]).toString();
  return query && `?${query}`;
}

/** The filter lives in the address, so that it can be linked to and survives a reload. */
export function useNodeFilter(): [NodeFilter, (filter: NodeFilter) => void] {
  const [filter, setFilter] = useState(() => filterOf(location.search));
  return [filter, next => {
    history.replaceState(null, '', location.pathname + queryOf(next));
    setFilter(next);
  }];
}
