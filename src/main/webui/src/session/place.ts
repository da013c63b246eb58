export type Edge = 'top' | 'right' | 'bottom' | 'left';
export interface Place { edge: Edge; offset: number }

const KEY = 'berth.toolbar';
const EDGES: Edge[] = ['top', 'right', 'bottom', 'left'];
const DEFAULT: Place = { edge: 'top', offset: 0.5 };

export function storedPlace(): Place {
  try {
    const place = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Place | null;
    return place && EDGES.includes(place.edge) && place.offset >= 0 && place.offset <= 1 ? place : DEFAULT;
  } catch {
    return DEFAULT;
  }
}

export const storePlace = (place: Place) => localStorage.setItem(KEY, JSON.stringify(place));

/** The spot on the edge of the window that is nearest to a point. */
export function nearestPlace(x: number, y: number, width: number, height: number): Place {
  const distances: Record<Edge, number> = { top: y, bottom: height - y, left: x, right: width - x };
  const edge = EDGES.reduce((best, candidate) => (distances[candidate] < distances[best] ? candidate : best));
  const along = edge === 'top' || edge === 'bottom' ? x / width : y / height;
  return { edge, offset: Math.min(0.95, Math.max(0.05, along)) };
}

export const nextEdge = (edge: Edge): Edge => EDGES[(EDGES.indexOf(edge) + 1) % EDGES.length] ?? 'top';
