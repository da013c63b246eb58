import { defineConfig, mergeConfig } from 'vite';
import base from '../../vite.config.ts';
import { enrolments, images, nodes, placement } from './deployment.ts';

/**
 * The built console against a made-up deployment, to look at without any server:
 * npx vite preview --config test/fake/preview.config.mjs, with AGENTS=500 for a large one.
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
  zone: 'harbour', includeLabels: ['disk=ssd'], excludeLabels: [], gpus: 0, dockerNetwork: null, preload: true,
};
const answers = {
  'GET /me': () => ({ user: { id: 'u', name: 'admin', role: 'administrator', mustChangePassword: false }, csrfToken: 't' }),
  'GET /admin/nodes': () => all,
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
  'GET /admin/system': () => ({ product: 'Berth', version: '1.4.0', runtime: 'Java 25', node: 'web-1', zone: 'harbour', roles: ['web-app'], startedAt: new Date().toISOString(), database: { embedded: false, version: '18.1', sizeBytes: 1e8, connections: 14 }, limits: { sessionsPerUser: 5, keepaliveSeconds: 600 } }),
  'GET /admin/sessions': () => [session('s1', 'running', 'agent-1'), session('s2', 'paused', 'agent-2')],
  'GET /admin/sessions/s1/placement': () => placement(all),
  'POST /admin/placements': () => ({ ...placement(all), chosen: null }),
  'GET /admin/workspaces': () => [workspace],
  'GET /admin/workspaces/w1': () => workspace,
};

const answer = (request, response, next) => {
  if (!request.url?.startsWith('/api')) return next();
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
