import { Progress, Spinner } from '@patternfly/react-core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemAlert } from '../components/ProblemAlert';
import { bytes } from '../lib/format';
import { useStore } from '../store';
import { Controls } from './Controls';
import { Playback } from './playback';
import { Stage } from './Stage';
import { Timeline } from './Timeline';
import { usePlayerKeys } from './usePlayerKeys';

/** Owns the playback, so that leaving the page ends the loading too. */
export function Player({ id }: { id: string }) {
  const [playback, setPlayback] = useState<Playback | null>(null);
  useEffect(() => {
    const fresh = new Playback(`/api/admin/recordings/${id}/data`);
    setPlayback(fresh);
    return () => fresh.close();
  }, [id]);
  return playback && <Running playback={playback} download={`/api/admin/recordings/${id}/data?download=true`} />;
}

function Running({ playback, download }: { playback: Playback; download: string }) {
  const state = useStore(playback.state);
  const box = useRef<HTMLDivElement>(null);
  const [full, setFull] = useState(false);
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', onChange);
    return () => document.removeEventListener('fullscreenchange', onChange);
  }, []);
  const onFull = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void box.current?.requestFullscreen().catch(() => undefined);
  }, []);
  usePlayerKeys(playback, onFull);
  const loading = state.total > 0 && state.loaded < state.total;
  const empty = state.total > 0 && !loading && !state.ready;
  return (
    <>
      <ProblemAlert problem={state.problem} />
      <div ref={box} className="berth-player" data-ready={state.ready} data-position={Math.round(state.position)}>
        <div className="berth-player-frame">
          <Stage playback={playback} width={state.width} height={state.height} onClick={() => playback.toggle()} />
          {(state.seeking || !state.ready && !empty && !state.problem) && <span className="berth-player-wait"><Spinner aria-label="Drawing" /></span>}
          {empty && <span className="berth-player-wait">The session ended before there was a picture.</span>}
        </div>
        <div className="berth-player-desk">
          <Timeline frames={playback.frames} count={playback.frames.times.length} position={state.position} duration={state.duration} onSeek={position => playback.seek(position)} />
          <Controls playback={playback} state={state} download={download} full={full} onFull={onFull} />
          {loading && <Progress aria-label="Loading" size="sm" value={(state.loaded / state.total) * 100} label={`${bytes(state.loaded)} of ${bytes(state.total)} loaded`} measureLocation="outside" />}
        </div>
      </div>
    </>
  );
}
