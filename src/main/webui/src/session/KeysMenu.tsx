import KeyboardIcon from '@patternfly/react-icons/dist/esm/icons/keyboard-icon';
import type { Viewer } from './viewer';
import { COMBINATIONS, sendCombination } from './keys';
import { ToolMenu } from './ToolMenu';

export function KeysMenu({ viewer, denied, onSent }: { viewer: Viewer; denied: string | null; onSent: () => void }) {
  return (
    <ToolMenu label="Send keys" icon={<KeyboardIcon />} denied={denied}
      items={COMBINATIONS.map(({ label, keys }) => ({
        label,
        onSelect: () => {
          sendCombination(viewer, keys);
          onSent();
        },
      }))} />
  );
}
