import type { Tile } from '../types';

/** All words must occur somewhere, in any order. */
export function matches(search: string, ...texts: string[]): boolean {
  const haystack = texts.join(' ').toLowerCase();
  return search.toLowerCase().split(/\s+/).every(word => haystack.includes(word));
}

export function filterTiles(tiles: Tile[], search: string, category: string | null): Tile[] {
  return tiles.filter(tile =>
    (!category || tile.categories.includes(category)) && matches(search, tile.name, tile.description, ...tile.categories));
}

export const categoriesOf = (tiles: { categories: string[] }[]) =>
  [...new Set(tiles.flatMap(tile => tile.categories))].sort((a, b) => a.localeCompare(b));
