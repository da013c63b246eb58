import ScaleIcon from '@patternfly/react-icons/dist/esm/icons/expand-arrows-alt-icon';
import type { Viewer } from './viewer';
import { SCALINGS, scalingMode } from './scaling';
import { useStore } from '../store';
import { ToolMenu } from './ToolMenu';

export function ScalingMenu({ viewer }: { viewer: Viewer }) {
  const mode = useStore(scalingMode);
  return (
    <ToolMenu label="Size of the desktop" icon={<ScaleIcon />}
      items={SCALINGS.map(scaling => ({
        label: scaling.label, description: scaling.description, selected: scaling.mode === mode,
        onSelect: () => {
          scalingMode.set(scaling.mode);
          viewer.focus({ preventScroll: true });
        },
      }))} />
  );
}
