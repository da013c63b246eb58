import { lazy } from 'react';
import { AccountPage } from './pages/AccountPage';
import { DashboardPage } from './pages/DashboardPage';
import { NotFoundPage } from './pages/NotFoundPage';
import { match } from './router';
import type { Me } from './types';

// Most people never see these, so they do not pay for them.
const WorkspacesPage = lazy(() => import('./pages/admin/WorkspacesPage').then(m => ({ default: m.WorkspacesPage })));
const WorkspacePage = lazy(() => import('./pages/admin/WorkspacePage').then(m => ({ default: m.WorkspacePage })));
const UsersPage = lazy(() => import('./pages/admin/UsersPage').then(m => ({ default: m.UsersPage })));
const SessionsPage = lazy(() => import('./pages/admin/SessionsPage').then(m => ({ default: m.SessionsPage })));
const RecordingsPage = lazy(() => import('./pages/admin/RecordingsPage').then(m => ({ default: m.RecordingsPage })));
const RecordingPage = lazy(() => import('./pages/admin/RecordingPage').then(m => ({ default: m.RecordingPage })));
const NodesPage = lazy(() => import('./pages/admin/NodesPage').then(m => ({ default: m.NodesPage })));
const ImagesPage = lazy(() => import('./pages/admin/ImagesPage').then(m => ({ default: m.ImagesPage })));
const MapPage = lazy(() => import('./pages/admin/MapPage').then(m => ({ default: m.MapPage })));
const NodeSettingsPage = lazy(() => import('./pages/admin/NodeSettingsPage').then(m => ({ default: m.NodeSettingsPage })));
const SystemPage = lazy(() => import('./pages/admin/SystemPage').then(m => ({ default: m.SystemPage })));
const ServersPage = lazy(() => import('./pages/admin/ServersPage').then(m => ({ default: m.ServersPage })));
const ServerPage = lazy(() => import('./pages/admin/ServerPage').then(m => ({ default: m.ServerPage })));
const ServerPoolsPage = lazy(() => import('./pages/admin/ServerPoolsPage').then(m => ({ default: m.ServerPoolsPage })));
const ServerPoolPage = lazy(() => import('./pages/admin/ServerPoolPage').then(m => ({ default: m.ServerPoolPage })));
const ZonesPage = lazy(() => import('./pages/admin/ZonesPage').then(m => ({ default: m.ZonesPage })));
const ZonePage = lazy(() => import('./pages/admin/ZonePage').then(m => ({ default: m.ZonePage })));
const AuditPage = lazy(() => import('./pages/admin/AuditPage').then(m => ({ default: m.AuditPage })));

export function Routes({ user, path }: { user: Me; path: string }) {
  if (path === '/' || path === '/login') return <DashboardPage user={user} />;
  if (path === '/account') return <AccountPage user={user} />;
  if (path.startsWith('/admin/') && user.role === 'administrator') {
    const workspace = match(path, '/admin/workspaces/');
    if (workspace) return <WorkspacePage key={workspace} id={workspace === 'new' ? null : workspace} />;
    if (path === '/admin/workspaces') return <WorkspacesPage />;
    const server = match(path, '/admin/servers/');
    if (server) return <ServerPage key={server} id={server === 'new' ? null : server} />;
    if (path === '/admin/servers') return <ServersPage />;
    const pool = match(path, '/admin/server-pools/');
    if (pool) return <ServerPoolPage key={pool} id={pool === 'new' ? null : pool} />;
    if (path === '/admin/server-pools') return <ServerPoolsPage />;
    if (path === '/admin/users') return <UsersPage me={user} />;
    if (path === '/admin/sessions') return <SessionsPage />;
    if (path === '/admin/recordings') return <RecordingsPage />;
    const recording = match(path, '/admin/recordings/');
    if (recording) return <RecordingPage key={recording} id={recording} />;
    if (path === '/admin/nodes') return <NodesPage />;
    if (path === '/admin/nodes/settings') return <NodeSettingsPage />;
    if (path === '/admin/zones') return <ZonesPage />;
    const zone = match(path, '/admin/zones/');
    if (zone) return <ZonePage key={zone} name={zone === 'new' ? null : zone} />;
    if (path === '/admin/images') return <ImagesPage />;
    if (path === '/admin/map') return <MapPage />;
    if (path === '/admin/system') return <SystemPage />;
    if (path === '/admin/audit') return <AuditPage />;
  }
  return <NotFoundPage />;
}
