import KeyboardIcon from '@patternfly/react-icons/dist/esm/icons/keyboard-icon';
import type { FramedRfb } from './framedRfb';
import { COMBINATIONS, sendCombination } from './keys';
import { ToolMenu } from './ToolMenu';

export function KeysMenu({ rfb, onSent }: { rfb: FramedRfb; onSent: () => void }) {
  return (
    <ToolMenu label="Send keys" icon={<KeyboardIcon />}
      items={COMBINATIONS.map(({ label, keys }) => ({
        label,
        onSelect: () => {
          sendCombination(rfb, keys);
          onSent();
        },
      }))} />
  );
}
