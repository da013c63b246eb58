import { Button } from '@patternfly/react-core';
import { progressText } from '../lib/wording';
import type { Session, Tile } from '../types';
import { KindMark, KINDS } from './KindMark';
import { WorkspaceIcon } from './WorkspaceIcon';

interface Props {
  tile: Tile;
  live: Session | undefined;
  launching: boolean;
  onOpen: () => void;
  onLaunch: () => void;
}

export function WorkspaceTile({ tile, live, launching, onOpen, onLaunch }: Props) {
  const kind = tile.kind ?? 'container';
  const out = tile.available === false;
  const act = live ? 'Launch another' : kind === 'container' ? 'Launch' : 'Connect to';
  const said = [KINDS[kind].told, ...tile.categories].filter(Boolean).join(' · ');
  return (
    <li className="berth-tile" data-testid={`tile-${tile.name}`}>
      <div className="berth-tile-head">
        <WorkspaceIcon icon={tile.icon} />
        <div>
          <h2>{tile.name}</h2>
          <p className="berth-subtle">
            {live ? <><span className="berth-dot" data-state={live.state} /> {progressText(live)}</> : kind === 'container' ? said : <KindMark kind={kind}>{said}</KindMark>}
          </p>
        </div>
      </div>
      <p className="berth-tile-text">{tile.description}</p>
      {out && <p className="berth-tile-out" id={`out-${tile.id}`}>{tile.unavailableReason ?? 'It can not be reached at the moment. Try again later.'}</p>}
      <div className="berth-tile-foot">
        {live && <Button onClick={onOpen} aria-label={`Open ${tile.name}`} data-testid={`open-${tile.name}`}>Open</Button>}
        {kind === 'link'
          ? <Button component="a" href={tile.url ?? undefined} target="_blank" rel="noopener noreferrer" isDisabled={out} aria-label={`Open ${tile.name} in a new tab`} data-testid={`link-${tile.name}`}>Open</Button>
          : <Button variant={live ? 'link' : 'primary'} onClick={onLaunch} isLoading={launching} isDisabled={launching || out} aria-describedby={out ? `out-${tile.id}` : undefined} aria-label={`${act} ${tile.name}`} data-testid={`launch-${tile.name}`}>
            {live || kind === 'container' ? act : 'Connect'}
          </Button>}
      </div>
    </li>
  );
}
