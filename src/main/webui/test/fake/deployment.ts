import type { Enrolment, ImageCell, Node, Placement } from '../../src/nodes/types';

const GIB = 2 ** 30;
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const ahead = (seconds: number) => ago(-seconds);

/** A node in good health, with whatever a test wants to be different. */
export function aNode(name: string, more: Partial<Node> = {}): Node {
  return {
    id: `id-${name}`, name, url: `https://${name}.example:8443`, zone: 'harbour', roles: ['agent'], version: '1.4.0', state: 'ready', enabled: true,
    lastSeenAt: ago(2), startedAt: ago(90_000), roundTripMillis: 3.4, clockOffsetMillis: 12, certificateExpiresAt: ahead(20 * 86400), labels: {}, findings: [],
    reach: { ok: true, detail: null, checkedAt: ago(9) }, sessions: 3, maxSessions: null,
    capacity: { cores: 8, memoryBytes: 32 * GIB, reservedCores: 3, reservedMemoryBytes: 12 * GIB, gpus: 0, reservedGpus: 0 },
    overrides: { cpuOvercommit: 1, memoryOvercommit: 1, cpuMode: 'shares' }, drain: null,
    engine: { name: 'Docker Engine', version: '28.5.1', apiVersion: '1.51', cpus: 8, memoryBytes: 32 * GIB }, ...more,
  };
}

const proxy = (name: string, roles: string[], more: Partial<Node> = {}) => aNode(name, { roles, engine: null, sessions: 0, ...more });

/** Two zones with one of each trouble, and as many more agents as asked for. */
export function nodes(agents = 8): Node[] {
  const special = [
    proxy('web-1', ['web-app', 'zone-proxy']), proxy('web-2', ['web-app', 'zone-proxy'], { version: '1.3.2' }),
    proxy('connect-1', ['connection-proxy']), proxy('reef-proxy-1', ['zone-proxy'], { zone: 'reef', roundTripMillis: 86 }),
    proxy('reef-connect-1', ['connection-proxy'], { zone: 'reef', roundTripMillis: 88, reach: { ok: false, detail: 'https://reef-connect-1.example:8443: connection refused', checkedAt: ago(4) } }),
    aNode('reef-agent-1', { zone: 'reef', state: 'missing', lastSeenAt: ago(43), labels: { disk: 'ssd' } }),
    aNode('agent-gpu', { labels: { gpu: 'l40', rack: 'b4' }, maxSessions: 10, sessions: 9, capacity: { cores: 48, memoryBytes: 256 * GIB, reservedCores: 30, reservedMemoryBytes: 100 * GIB, gpus: 4, reservedGpus: 3 }, overrides: { cpuOvercommit: 1.5, memoryOvercommit: 1, cpuMode: 'quota' } }),
    aNode('agent-old', { state: 'draining', drain: { since: ago(300), deadline: ahead(1200), move: true, drainedAt: null }, sessions: 2, certificateExpiresAt: ahead(86400), findings: ['The disk is 91 % full: images are not pulled any more.'] }),
    aNode('agent-new', { state: 'pending', sessions: 0, startedAt: ago(40), clockOffsetMillis: -9000, reach: null }),
  ];
  return [...special, ...Array.from({ length: agents }, (_, i) => aNode(`agent-${i + 1}`, { sessions: i % 7, zone: i % 3 === 2 ? 'reef' : 'harbour' }))];
}

export const enrolments = (): Enrolment[] => [
  { id: 'e1', roles: ['agent'], zone: 'reef', expiresAt: ahead(1800), usedBy: null },
  { id: 'e2', roles: ['zone-proxy'], zone: 'harbour', expiresAt: ago(10), usedBy: null },
];

export function placement(all: Node[]): Placement {
  const agents = all.filter(node => node.roles.includes('agent'));
  const chosen = agents.find(node => node.name === 'agent-1');
  return {
    at: ago(600), workspace: 'Demo desktop', strategy: 'least-load', chosen: chosen?.name ?? null,
    nodes: agents.map(({ id, name, zone, state }, i) => ({
      id, name, zone, load: 0.1 + (i % 8) / 10,
      ...(name === chosen?.name ? { verdict: 'chosen' as const, reasons: [] }
        : state === 'ready' && i % 4 ? { verdict: 'fits' as const, reasons: [] }
          : { verdict: 'refused' as const, reasons: state === 'ready' ? ['memory short by 1.2 GiB', 'zone reef, wanted harbour'] : ['last seen 43 s ago'] }),
    })),
  };
}

const IMAGES = ['berth/demo:1', 'registry.example.org/team/a-rather-long-name/desktop:2026.11', 'kasmweb/firefox:1.18.0'];
export function images(all: Node[]) {
  const agents = all.filter(node => node.roles.includes('agent'));
  const cell = (nodeId: string, image: string, n: number): ImageCell => {
    if (n % 5 === 1) return { nodeId, image, state: 'pulling', percent: 43, detail: null, sizeBytes: null, at: ago(12) };
    if (n % 7 === 3) return { nodeId, image, state: 'failed', percent: null, detail: 'registry.example.org: no space left on device', sizeBytes: null, at: ago(80) };
    if (n % 6 === 4) return { nodeId, image, state: 'missing', percent: null, detail: null, sizeBytes: null, at: null };
    return { nodeId, image, state: 'present', percent: null, detail: null, sizeBytes: 1.9 * GIB, at: ago(5000) };
  };
  return {
    images: IMAGES.map((image, i) => ({ image, workspaces: i === 0 ? ['Demo desktop'] : ['Firefox', 'Team desktop'].slice(0, i) })),
    nodes: agents.map(({ id, name, zone }) => ({ id, name, zone })),
    cells: agents.flatMap((node, i) => IMAGES.map((image, j) => cell(node.id, image, i + j * 3))),
  };
}
