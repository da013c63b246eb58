import ScaleIcon from '@patternfly/react-icons/dist/esm/icons/expand-arrows-alt-icon';
import type { FramedRfb } from './framedRfb';
import { SCALINGS, scalingMode } from './scaling';
import { useStore } from '../store';
import { ToolMenu } from './ToolMenu';

export function ScalingMenu({ rfb }: { rfb: FramedRfb }) {
  const mode = useStore(scalingMode);
  return (
    <ToolMenu label="Size of the desktop" icon={<ScaleIcon />}
      items={SCALINGS.map(scaling => ({
        label: scaling.label, description: scaling.description, selected: scaling.mode === mode,
        onSelect: () => {
          scalingMode.set(scaling.mode);
          rfb.focus({ preventScroll: true });
        },
      }))} />
  );
}
