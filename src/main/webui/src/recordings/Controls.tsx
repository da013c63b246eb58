import { Button, Switch } from '@patternfly/react-core';
import CompressIcon from '@patternfly/react-icons/dist/esm/icons/compress-icon';
import DownloadIcon from '@patternfly/react-icons/dist/esm/icons/download-icon';
import ExpandIcon from '@patternfly/react-icons/dist/esm/icons/expand-icon';
import PauseIcon from '@patternfly/react-icons/dist/esm/icons/pause-icon';
import PlayIcon from '@patternfly/react-icons/dist/esm/icons/play-icon';
import { clock, SPEEDS } from './model';
import type { Playback, PlayerState } from './playback';

interface Props { playback: Playback; state: PlayerState; download: string; full: boolean; onFull: () => void }

export function Controls({ playback, state, download, full, onFull }: Props) {
  return (
    <div className="berth-player-controls">
      <Button variant="primary" icon={state.playing ? <PauseIcon /> : <PlayIcon />} aria-label={state.playing ? 'Pause' : 'Play'} isDisabled={!state.ready} onClick={() => playback.toggle()} data-testid="player-toggle" />
      <span className="berth-player-time" data-testid="player-time">{clock(state.position)} / {clock(state.duration)}</span>
      <div className="berth-chips" role="group" aria-label="Speed">
        {SPEEDS.map(speed => (
          <button key={speed} type="button" className="berth-chip" aria-pressed={state.speed === speed} onClick={() => playback.set({ speed })}>{speed}×</button>
        ))}
      </div>
      <Switch id="skip-idle" label="Skip idle time" isChecked={state.skipIdle} onChange={(_, skipIdle) => playback.set({ skipIdle })} />
      <span className="berth-player-end">
        <Button variant="plain" component="a" href={download} icon={<DownloadIcon />} aria-label="Download" title="Download" />
        {document.fullscreenEnabled && <Button variant="plain" icon={full ? <CompressIcon /> : <ExpandIcon />} aria-label={full ? 'Leave full screen' : 'Full screen'} title="Full screen (F)" onClick={onFull} />}
      </span>
    </div>
  );
}
