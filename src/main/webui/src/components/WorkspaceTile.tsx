import { Button } from '@patternfly/react-core';
import { progressText } from '../lib/wording';
import type { Session, Tile } from '../types';
import { WorkspaceIcon } from './WorkspaceIcon';

interface Props {
  tile: Tile;
  live: Session | undefined;
  launching: boolean;
  onOpen: () => void;
  onLaunch: () => void;
}

export function WorkspaceTile({ tile, live, launching, onOpen, onLaunch }: Props) {
  return (
    <li className="berth-tile" data-testid={`tile-${tile.name}`}>
      <div className="berth-tile-head">
        <WorkspaceIcon icon={tile.icon} />
        <div>
          <h2>{tile.name}</h2>
          <p className="berth-subtle">
            {live ? <><span className="berth-dot" data-state={live.state} /> {progressText(live)}</> : tile.categories.join(' · ')}
          </p>
        </div>
      </div>
      <p className="berth-tile-text">{tile.description}</p>
      <div className="berth-tile-foot">
        {live && <Button onClick={onOpen} aria-label={`Open ${tile.name}`} data-testid={`open-${tile.name}`}>Open</Button>}
        <Button variant={live ? 'link' : 'primary'} onClick={onLaunch} isLoading={launching} isDisabled={launching} aria-label={live ? `Launch another ${tile.name}` : `Launch ${tile.name}`} data-testid={`launch-${tile.name}`}>
          {live ? 'Launch another' : 'Launch'}
        </Button>
      </div>
    </li>
  );
}
