import type { CSSProperties } from 'react';
import type { Box, Deployment } from './model';
import { boxesOf, placeOf } from './model';
import { layout } from './layout';
import { useWidth } from './useWidth';

interface Props { map: Deployment; chosen: string | null; onChoose: (id: string | null) => void }

/** The picture: lines for the eye only (broken ones are also told in words beside it), boxes as buttons. */
export function MapView({ map, chosen, onChoose }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const { height, bands, boxes, lines } = layout(map, Math.max(width, 240));
  const links = new Map(map.links.map(link => [link.id, link]));
  return (
    <div ref={ref} className="berth-map" style={{ height }} role="group" aria-label="Map of the deployment">
      {width > 0 && (
        <>
          {bands.map(band => <div key={band.name} className="berth-map-zone" style={{ left: band.x, top: band.y, width: band.w, height: band.h }}>Zone {band.name}</div>)}
          <svg width={width} height={height} aria-hidden="true" className="berth-map-lines">
            <defs>
              {['ok', 'broken'].map(state => (
                <marker key={state} id={`arrow-${state}`} data-state={state} viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 Z" /></marker>
              ))}
            </defs>
            {lines.map(({ id, d }) => {
              const link = links.get(id)!;
              const state = link.broken.length > 0 ? 'broken' : 'ok';
              return <path key={id} d={d} data-kind={link.kind} data-state={state} markerEnd={`url(#arrow-${state})`} />;
            })}
            {lines.filter(({ id }) => links.get(id)!.broken.length > 0).map(({ id, middle: [x, y] }) => (
              <g key={id} className="berth-map-cut" transform={`translate(${Math.round(x)} ${Math.round(y)})`}><circle r="9" /><path d="M-4 -4 L4 4 M4 -4 L-4 4" /></g>
            ))}
          </svg>
          {boxesOf(map).map(box => {
            const place = boxes.get(box.id)!;
            return <MapBox key={box.id} box={box} chosen={chosen === box.id} onChoose={() => onChoose(chosen === box.id ? null : box.id)} style={{ left: place.x, top: place.y, width: place.w, height: place.h }} />;
          })}
        </>
      )}
    </div>
  );
}

function MapBox({ box, chosen, onChoose, style }: { box: Box; chosen: boolean; onChoose: () => void; style: CSSProperties }) {
  const attention = box.troubled > 0 ? box.nodes.length > 1 ? `${box.troubled} of ${box.nodes.length} need attention` : 'Needs attention' : null;
  const text = [...box.lines, ...(attention ? [attention] : [])];
  return (
    <button type="button" className="berth-map-box" data-troubled={box.troubled > 0} aria-pressed={chosen} onClick={onChoose} style={style} data-testid={`map-${box.id}`} title={[placeOf(box), ...text].join('\n')} aria-label={[box.title, ...(box.zone ? [`zone ${box.zone}`] : []), ...text].join(', ')}>
      <strong>{box.title}</strong>
      {box.lines.map(line => <span key={line}>{line}</span>)}
      {attention && <span className="berth-urgent">{attention}</span>}
    </button>
  );
}
