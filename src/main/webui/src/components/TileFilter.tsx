import { SearchInput } from '@patternfly/react-core';
import { useEffect, useRef } from 'react';
import { categoriesOf } from '../lib/filter';
import type { Tile } from '../types';
import { Chips } from './Chips';

interface Props {
  tiles: Tile[];
  search: string;
  onSearch: (text: string) => void;
  category: string | null;
  onCategory: (category: string | null) => void;
  onEnter: () => void;
}

export function TileFilter({ tiles, search, onSearch, category, onCategory, onEnter }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const categories = categoriesOf(tiles);
  return (
    <search className="berth-filter">
      <SearchInput ref={field} value={search} onChange={(_, value) => onSearch(value)} onClear={() => onSearch('')} onKeyDown={event => event.key === 'Enter' && onEnter()}
        placeholder="Search, or press /" aria-label="Search workspaces" data-testid="search" />
      {categories.length > 0 && (
        <Chips<string | null> label="Category" chosen={category} onChoose={value => onCategory(value === category ? null : value)}
          choices={[{ value: null, text: 'All' }, ...categories.map(name => ({ value: name, text: name }))]} />
      )}
    </search>
  );
}
