import { SearchInput } from '@patternfly/react-core';

export function TableSearch({ label, value, onValue }: { label: string; value: string; onValue: (value: string) => void }) {
  return <SearchInput className="berth-search" aria-label={label} placeholder={label} value={value} onChange={(_, text) => onValue(text)} onClear={() => onValue('')} />;
}
