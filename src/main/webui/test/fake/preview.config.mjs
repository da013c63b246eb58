import { createReadStream, existsSync, statSync } from 'node:fs';
import { defineConfig, mergeConfig } from 'vite';
import base from '../../vite.config.ts';
import { failedTest, passedTest, pools, servers } from './servers.ts';
import { graces, overviews, zoneChoices, zoneDiff, zones, zoneVersions } from './zones.ts';
import { enrolments, images, nodes, placement } from './deployment.ts';

/**
 * The built console against a made-up deployment, to look at without any server:
 * npx vite preview --config test/fake/preview.config.mjs, with AGENTS=500 for a large one, and RECORDING=file to play one.
 */
const all = process.env.ALONE ? nodes(0).slice(0, 1).map(node => ({ ...node, roles: ['web-app', 'database', 'agent', 'connection-proxy', 'zone-proxy'] })) : nodes(Number(process.env.AGENTS ?? 8));
const tokens = enrolments();
const session = (id, state, node) => ({
  id, workspaceId: 'w1', workspaceName: 'Demo desktop', workspaceIcon: 'desktop', userId: 'u1', userName: 'ada', protocol: 'vnc', state, progress: null, endReason: null, endDetail: null,
  node, actions: ['end'], cores: 1, memoryBytes: 2 ** 30, createdAt: new Date().toISOString(), startedAt: null, endedAt: null, keepaliveUntil: null, expiresAt: null, serverTime: new Date().toISOString(),
});
const workspace = {
  id: 'w1', name: 'Demo desktop', description: '', icon: 'desktop', categories: [], enabled: true, image: 'berth/demo:1', registryUser: null, registryPasswordSet: false, cores: 1, memoryBytes: 2 ** 30,
  sharedMemoryBytes: 2 ** 28, environment: {}, runOverrides: {}, protocol: 'vnc', port: null, sessionTimeLimitSeconds: null, createdAt: '', updatedAt: '',
  zones: ['harbour'], includeLabels: ['disk=ssd'], excludeLabels: [], gpus: 0, dockerNetwork: null, preload: true,
};
const before = minutes => new Date(Date.now() - minutes * 60_000).toISOString();
const recording = (id, state, more) => ({
  id, sessionId: 's1', userId: 'u1', userName: 'ada', workspaceName: 'Build machine', serverName: 'build-7', startedAt: before(130), endedAt: before(95), bytes: 18_400_000, state, detail: null, node: 'connect-1', unavailable: null, ...more,
});
const recordings = [
  recording('r1', 'complete', { bytes: existsSync(process.env.RECORDING ?? '') ? statSync(process.env.RECORDING).size : 18_400_000 }),
  recording('r2', 'writing', { userName: 'grace', workspaceName: 'Accounting', serverName: 'win-ts-2', startedAt: before(12), endedAt: null, bytes: 3_100_000 }),
  recording('r3', 'cut-short', { detail: 'The disk of the recordings has less than 1024 MiB left.', endedAt: before(120) }),
  recording('r4', 'complete', { node: 'reef-connect-1', unavailable: 'The node reef-connect-1, which keeps it, does not report at the moment.', startedAt: before(3000), endedAt: before(2900) }),
  recording('r5', 'removed', { detail: 'Recordings are kept for 30 days.', unavailable: 'It is gone. Recordings are kept for 30 days.', startedAt: before(50_000), endedAt: before(49_000) }),
];
const policy = { clipboardIn: true, clipboardOut: true, upload: true, download: false, printing: false, audio: true, microphone: false, readOnly: false, recording: 'required' };
const machine = { ...workspace, id: 'w2', name: 'Accounting', icon: 'server', image: '', protocol: 'guacamole', kind: 'server', serverId: 'server-accounting', policy };
const others = [machine, { ...machine, id: 'w3', name: 'Class room', kind: 'pool', serverId: null, poolId: 'pool-Class room' }, { ...machine, id: 'w4', name: 'Wiki', icon: 'office', kind: 'link', serverId: null, url: 'https://wiki.example.org' }];
const remote = { ...session('s3', 'running', 'connect-1'), workspaceName: 'Accounting', workspaceIcon: 'server', kind: 'server', remote: 'rdp', server: 'accounting', policy };
const answers = {
  'GET /zones': zoneChoices,
  'GET /admin/zones': zones,
  'GET /admin/grace': graces,
  'GET /admin/zone-overviews': overviews,
  ...Object.fromEntries(zones().flatMap(zone => [[`GET /admin/zones/${zone.name}`, () => zone], [`GET /admin/zones/${zone.name}/versions`, zoneVersions]])),
  'POST /admin/zone-file/diff': zoneDiff,
  'GET /admin/recordings': () => recordings,
  ...Object.fromEntries(recordings.map(one => [`GET /admin/recordings/${one.id}`, () => one])),
  'GET /workspaces': () => [workspace, { ...machine, description: 'The Windows machine of the accounts.', categories: ['Office'] }, { ...others[1], categories: [], available: false, unavailableReason: 'No connection proxy serves this workspace at the moment. Ask an administrator.' }, { ...others[2], categories: ['Office'] }],
  'GET /sessions': () => [remote],
  'GET /admin/servers': servers,
  'GET /admin/server-pools': pools,
  ...Object.fromEntries(servers().map(server => [`GET /admin/servers/${server.id}`, () => server])),
  ...Object.fromEntries(servers().map((server, i) => [`POST /admin/servers/${server.id}/test`, i === 0 ? failedTest : passedTest])),
  ...Object.fromEntries(pools().map(pool => [`GET /admin/server-pools/${pool.id.replace(' ', '%20')}`, () => pool])),
  'POST /admin/servers/test': passedTest,
  ...Object.fromEntries(others.map(other => [`GET /admin/workspaces/${other.id}`, () => other])),
  'GET /me': () => ({ user: { id: 'u', name: 'admin', role: 'administrator', mustChangePassword: false }, csrfToken: 't' }),
  'GET /admin/nodes': () => all.map(node => ({ ...node, grace: graces().find(grace => grace.nodeId === node.id) ?? null })),
  'GET /admin/enrolments': () => tokens,
  'POST /admin/enrolments': () => {
    const made = { id: 'e3', roles: ['agent'], zone: 'reef', expiresAt: new Date(Date.now() + 3.6e6).toISOString() };
    tokens.push(made);
    setTimeout(() => { tokens.at(-1).usedBy = 'reef-connect-1'; }, 4000);
    return { ...made, token: 'berth-join-3Q8yMZ1u', command: 'berth --roles=agent --zone=reef --upstream-auth-address=https://berth.example.org --join-token-file=/dev/stdin' };
  },
  'GET /admin/settings/nodes': () => ({ autoEnable: false, missingAfterSeconds: 15, deadAfterSeconds: 60 }),
  'GET /admin/settings/scheduler': () => ({ strategy: 'least-load' }),
  'GET /admin/images': () => images(all),
  'GET /admin/system': () => ({ product: 'Berth', version: '1.4.0', runtime: 'Java 25', node: 'web-1', zone: 'harbour', roles: ['web-app'], startedAt: new Date().toISOString(), traced: true, database: { embedded: false, version: '18.1', sizeBytes: 1e8, connections: 14 }, limits: { sessionsPerUser: 5, keepaliveSeconds: 600 } }),
  'GET /admin/sessions': () => [session('s1', 'running', 'agent-1'), session('s2', 'paused', 'agent-2'), remote],
  'GET /admin/sessions/s1/placement': () => placement(all),
  'POST /admin/placements': () => ({ ...placement(all), chosen: null }),
  'GET /admin/workspaces': () => [workspace, ...others],
  'GET /admin/workspaces/w1': () => workspace,
};

const answer = (request, response, next) => {
  if (!request.url?.startsWith('/api')) return next();
  if (process.env.RECORDING && request.url.includes('/data')) {
    response.setHeader('Content-Length', statSync(process.env.RECORDING).size);
    return createReadStream(process.env.RECORDING).pipe(response);
  }
  const found = answers[`${request.method} ${request.url.slice(4).split('?')[0]}`];
  response.statusCode = found ? 200 : request.method === 'GET' ? 404 : 204;
  response.setHeader('Content-Type', found ? 'application/json' : 'application/problem+json');
  response.end(found ? JSON.stringify(found()) : request.method === 'GET' ? '{"title":"Not found","detail":"There is nothing here.","code":"not-found"}' : '');
};

export default mergeConfig(base, defineConfig({
  server: { proxy: {} },
  preview: { proxy: {} },
  plugins: [{ name: 'made-up-deployment', configurePreviewServer: server => void server.middlewares.use(answer), configureServer: server => void server.middlewares.use(answer) }],
}));
