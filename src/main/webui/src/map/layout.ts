import type { Deployment } from './model';

export interface Place { x: number; y: number; w: number; h: number }
export interface Line { id: string; d: string; middle: [x: number, y: number] }
export interface Layout { width: number; height: number; boxes: Map<string, Place>; bands: ({ name: string } & Place)[]; lines: Line[] }

/** From here on there is room for columns; below, everything stands in one. */
export const WIDE = 760;
const BOX = 104;
const GAP = 16;
const TITLE = 34;

export const layout = (map: Deployment, width: number): Layout => (width >= WIDE ? wide(map, width) : narrow(map, width));

type Point = [x: number, y: number];
const path = (...points: Point[]) => points.map(([x, y], i) => `${i ? 'L' : 'M'}${Math.round(x)} ${Math.round(y)}`).join(' ');
const curve = ([x1, y1]: Point, [x2, y2]: Point) => {
  const bend = (x2 - x1) / 2;
  return `M${Math.round(x1)} ${Math.round(y1)} C${Math.round(x1 + bend)} ${Math.round(y1)} ${Math.round(x2 - bend)} ${Math.round(y2)} ${Math.round(x2)} ${Math.round(y2)}`;
};
const between = ([x1, y1]: Point, [x2, y2]: Point): Point => [(x1 + x2) / 2, (y1 + y2) / 2];
const left = (place: Place): Point => [place.x, place.y + place.h / 2];
const right = (place: Place): Point => [place.x + place.w, place.y + place.h / 2];
const top = (place: Place): Point => [place.x + place.w / 2, place.y];
/** A cross stands where the line begins, for lines meet where they end. */
const QUARTER = 0.25;
const onCurve = ([x1, y1]: Point, [x2, y2]: Point): Point => {
  const [t, u] = [QUARTER, 1 - QUARTER];
  const middle = (x1 + x2) / 2;
  return [u ** 3 * x1 + 3 * u * t * middle + t ** 3 * x2, (u ** 3 + 3 * u * u * t) * y1 + (3 * u * t * t + t ** 3) * y2];
};
const bottom = (place: Place): Point => [place.x + place.w / 2, place.y + place.h];

/** Browsers, zone proxies, what they lead to, and the control plane: four columns, a row for each zone. */
function wide(map: Deployment, width: number): Layout {
  const apart = Math.min(90, width / 14);
  const w = (width - 3 * apart) / 4;
  const column = (index: number) => index * (w + apart);
  const boxes = new Map<string, Place>();
  const bands: Layout['bands'] = [];
  let y = 0;
  for (const { name, proxies, workers } of map.zones) {
    const rows = Math.max(1, workers.length);
    const h = TITLE + rows * BOX + (rows - 1) * GAP + GAP * 1.5;
    bands.push({ name, x: column(1) - GAP, y, w: 2 * w + apart + 2 * GAP, h });
    const from = y + TITLE;
    if (proxies) boxes.set(proxies.id, { x: column(1), y: from + (rows * BOX + (rows - 1) * GAP - BOX) / 2, w, h: BOX });
    workers.forEach((worker, i) => boxes.set(worker.id, { x: column(2), y: from + i * (BOX + GAP), w, h: BOX }));
    y += h + GAP;
  }
  const tall = map.control.length * BOX + (map.control.length - 1) * 40;
  const height = Math.max(y - GAP, tall);
  const proxies = map.zones.flatMap(zone => boxes.get(zone.proxies?.id ?? '') ?? []);
  const centre = proxies.length > 0 ? proxies.reduce((sum, place) => sum + place.y, 0) / proxies.length : (height - BOX) / 2;
  boxes.set(map.browser.id, { x: 0, y: centre, w, h: BOX });
  map.control.forEach((box, i) => boxes.set(box.id, { x: column(3), y: (height - tall) / 2 + i * (BOX + 40), w, h: BOX }));
  const lines = map.links.map(({ id, from, to, kind }): Line => {
    const [a, b] = [boxes.get(from)!, boxes.get(to)!];
    if (a.x === b.x) return { id, d: path(bottom(a), top(b)), middle: between(bottom(a), top(b)) };
    const band = bands.find(one => a.y >= one.y && a.y < one.y + one.h);
    if (kind === 'control' && a.x === column(1) && band) {
      // Below the boxes of the next column, so that no line hides behind them.
      const under = band.y + band.h - GAP * 0.75;
      const turn = column(3) - apart / 2;
      return { id, d: path(bottom(a), [bottom(a)[0], under], [turn, under], [turn, left(b)[1] + 10], [b.x, left(b)[1] + 10]), middle: [column(2) - apart / 2, under] };
    }
    return { id, d: curve(right(a), left(b)), middle: onCurve(right(a), left(b)) };
  });
  return { width, height, boxes, bands, lines };
}

/** One under the other: session streams run along the left edge, check-ins along the right one. */
function narrow(map: Deployment, width: number): Layout {
  const edge = 30;
  const w = width - 2 * edge;
  const boxes = new Map<string, Place>();
  const bands: Layout['bands'] = [];
  let y = 0;
  const put = (id: string) => {
    boxes.set(id, { x: edge, y, w, h: BOX });
    y += BOX + GAP * 1.5;
  };
  put(map.browser.id);
  for (const { name, proxies, workers } of map.zones) {
    const from = y;
    y += TITLE;
    [...(proxies ? [proxies] : []), ...workers].forEach(box => put(box.id));
    y -= GAP / 2;
    bands.push({ name, x: edge / 2, y: from, w: width - edge, h: y - from });
    y += GAP;
  }
  map.control.forEach(box => put(box.id));
  const lines = map.links.map(({ id, from, to, kind }): Line => {
    const [a, b] = [boxes.get(from)!, boxes.get(to)!];
    const next = b.y - a.y - a.h <= GAP * 1.5;
    if (next) return { id, d: path(bottom(a), top(b)), middle: between(bottom(a), top(b)) };
    const [x, side, off] = kind === 'session' ? [from === map.browser.id ? 5 : 21, left, 8] as const : [width - 10, right, -8] as const;
    const [p, q] = [side(a), side(b)];
    const last: Point = [q[0], q[1] + off];
    return { id, d: path(p, [x, p[1]], [x, last[1]], last), middle: [x, p[1]] };
  });
  return { width, height: y - GAP * 1.5, boxes, bands, lines };
}
