import { DEFAULTS } from '../../src/zones/fields';
import type { Grace } from '../../src/zones/grace';
import type { ZoneOverview } from '../../src/zones/overview';
import type { Zone, ZoneDiff, ZoneVersion } from '../../src/zones/types';

const before = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export const zones = (): Zone[] => [
  { name: 'default', version: 1, changedAt: before(9000), changedBy: 'berth', settings: DEFAULTS },
  { name: 'harbour', version: 3, changedAt: before(40), changedBy: 'ada', settings: { ...DEFAULTS, proxyHostname: 'harbour.berth.example.org', proxyPort: 443, graceSeconds: 300, registryMirror: 'mirror.harbour.example.org:5000' } },
  { name: 'reef', version: 2, changedAt: before(300), changedBy: 'grace', settings: { ...DEFAULTS, boundary: true, searchAlternateZones: false, proxyHostname: 'a-rather-long-name-of-a-proxy.reef.berth.example.org' } },
];

export const zoneVersions = (): ZoneVersion[] => [
  { version: 3, at: before(40), actor: 'ada', action: 'changed', settings: {}, changes: [{ field: 'registryMirror', before: '', after: 'mirror.harbour.example.org:5000' }, { field: 'proxyPort', before: '0', after: '443' }] },
  { version: 2, at: before(300), actor: 'grace', action: 'changed', settings: {}, changes: [{ field: 'proxyHostname', before: '$request_host$', after: 'harbour.berth.example.org' }] },
  { version: 1, at: before(9000), actor: 'berth', action: 'created', settings: {}, changes: [] },
];

export const zoneDiff = (): ZoneDiff => ({
  basis: 'default:1', steps: [
    { zone: 'default', action: 'same', changes: [] }, { zone: 'harbour', action: 'change', changes: [{ field: 'proxyPort', before: '443', after: '8443' }] },
    { zone: 'lagoon', action: 'create', changes: [] }, { zone: 'reef', action: 'not-named', changes: [] },
  ],
});

const grace = (node: string, more: Partial<Grace>): Grace => ({
  nodeId: `id-${node}`, node, zone: 'harbour', graceSeconds: 300, listAt: before(0.1), silentSince: null, until: before(-4.9), firstUseAt: null, lastUseAt: null, uses: 0, ...more,
});

/** At hand, perhaps in use, over, and used. */
export const graces = (): Grace[] => [
  grace('agent-1', {}), grace('agent-2', { firstUseAt: before(31), lastUseAt: before(29), uses: 7 }),
  grace('web-1', { listAt: before(1.2), silentSince: before(1), until: before(-3.8) }), grace('web-2', { listAt: before(9), silentSince: before(8.9), until: before(4) }),
];

export const overviews = (): ZoneOverview[] => [{
  zone: 'harbour', nodes: 9, readyNodes: 7, cores: 64, reservedCores: 24, memoryBytes: 256 * 2 ** 30, reservedMemoryBytes: 96 * 2 ** 30, launches: null, roundTripMillis: 84, lossPercent: 0,
  proxies: [{ name: 'web-1', state: 'missing', streams: 0 }, { name: 'web-2', state: 'missing', streams: 0 }], certificateExpiresAt: before(-9000), images: { ready: 4, wanted: 5 }, troubles: [],
}];

export const zoneChoices = () => [{ name: 'harbour', home: true, probe: '/' }, { name: 'default', home: false, probe: '/' }, { name: 'reef', home: false, probe: 'https://127.0.0.1:1/' }];
