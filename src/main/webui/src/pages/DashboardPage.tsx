import { Gallery, Title } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { DashboardEmpty } from '../components/DashboardEmpty';
import { Loading } from '../components/Loading';
import { MySessions } from '../components/MySessions';
import { ProblemAlert } from '../components/ProblemAlert';
import { TileFilter } from '../components/TileFilter';
import { WorkspaceTile } from '../components/WorkspaceTile';
import { useAction } from '../hooks/useAction';
import { usePoll } from '../hooks/usePoll';
import { useTitle } from '../hooks/useTitle';
import { filterTiles } from '../lib/filter';
import { isLive } from '../lib/wording';
import { navigate } from '../router';
import { launch } from '../session/launch';
import { preloadViewer } from '../session/preload';
import type { Me, Session, Tile } from '../types';
import { ZonePicker } from '../zones/ZonePicker';

export function DashboardPage({ user }: { user: Me }) {
  useTitle('');
  const tiles = usePoll<Tile[]>('/workspaces');
  const sessions = usePoll<Session[]>('/sessions');
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [zone, setZone] = useState('');
  const [launching, setLaunching] = useState<string | null>(null);
  const { problem, run, clear } = useAction();
  useEffect(preloadViewer, []);

  const start = async (workspaceId: string) => {
    setLaunching(workspaceId);
    await run(() => launch(workspaceId, { zone }));
    setLaunching(null);
  };
  const liveOf = (tile: Tile) => sessions.data?.find(session => session.workspaceId === tile.id && isLive(session));
  const open = (tile: Tile) => {
    const live = liveOf(tile);
    if (live) navigate(`/sessions/${live.id}`);
    else if (tile.available === false) return;
    else if (tile.kind === 'link' && tile.url) window.open(tile.url, '_blank', 'noopener,noreferrer');
    else void start(tile.id);
  };

  const all = tiles.data;
  const shown = all ? filterTiles(all, search, category) : [];
  return (
    <>
      <Title headingLevel="h1" className="berth-gap-below">My desktops</Title>
      <ProblemAlert problem={problem} onClose={clear} />
      <ProblemAlert problem={tiles.problem ?? sessions.problem} />
      <MySessions sessions={sessions.data ?? []} onLaunch={start} onChange={sessions.refresh} />
      <ZonePicker zone={zone} onZone={setZone} />
      {!all && !tiles.problem && <Loading what="Loading workspaces" />}
      {all && all.length > 0 && (
        <TileFilter tiles={all} search={search} onSearch={setSearch} category={category} onCategory={setCategory}
          onEnter={() => shown.length === 1 && shown[0] && open(shown[0])} />
      )}
      {all && (
        <Gallery hasGutter minWidths={{ default: '100%', sm: '17rem' }} maxWidths={{ sm: '1fr' }} component="ul" aria-label="Workspaces" className="berth-tiles">
          {shown.map(tile => (
            <WorkspaceTile key={tile.id} tile={tile} live={liveOf(tile)} launching={launching === tile.id} onOpen={() => open(tile)} onLaunch={() => start(tile.id)} />
          ))}
        </Gallery>
      )}
      {all && shown.length === 0 && <DashboardEmpty user={user} filtered={all.length > 0} onClear={() => { setSearch(''); setCategory(null); }} />}
    </>
  );
}
