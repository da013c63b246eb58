export type Role = 'user' | 'administrator';
/** How a session's stream is drawn; `guacamole` is that of every existing machine. */
export type Protocol = 'kasmvnc' | 'vnc' | 'http' | 'guacamole';
/** What a workspace leads to: a container of its own, an existing machine, one of several, or a page elsewhere. */
export type Kind = 'container' | 'server' | 'pool' | 'link';
/** What an existing machine speaks. */
export type RemoteProtocol = 'rdp' | 'vnc' | 'ssh';
export type Recording = 'off' | 'on' | 'required';
/** What a user may do in a session on an existing machine. */
export interface Policy {
  clipboardIn: boolean; clipboardOut: boolean; upload: boolean; download: boolean; printing: boolean;
  audio: boolean; microphone: boolean; readOnly: boolean; recording: Recording;
}
export type SessionState =
  | 'requested' | 'starting' | 'running' | 'pausing' | 'paused' | 'stopping' | 'stopped' | 'resuming' | 'ending' | 'ended';
export type SessionAction = 'resume' | 'pause' | 'stop' | 'end';
export type KeepaliveAction = 'end' | 'pause' | 'stop';
export type Step = 'waiting' | 'pulling' | 'starting' | 'connecting';
export type EndReason =
  | 'ended-by-user' | 'ended-by-administrator' | 'time-limit' | 'keepalive-expired'
  | 'launch-failed' | 'container-lost' | 'node-lost' | 'node-drained' | 'server-deleted' | 'user-disabled' | 'user-deleted';

export interface Me { id: string; name: string; role: Role; mustChangePassword: boolean }
export interface Login { user: Me; csrfToken: string }

export interface Tile {
  id: string; name: string; description: string; icon: string; categories: string[]; protocol: Protocol;
  kind?: Kind; url?: string | null; available?: boolean; unavailableReason?: string | null;
}

export interface WorkspaceFields {
  name: string; description: string; icon: string; categories: string[]; enabled: boolean;
  image: string; registryUser: string | null; cores: number; memoryBytes: number; sharedMemoryBytes: number;
  environment: Record<string, string>; runOverrides: Record<string, unknown>;
  protocol: Protocol; port: number | null; sessionTimeLimitSeconds: number | null;
  keepaliveAction: KeepaliveAction | null;
  zones?: string[]; includeLabels?: string[]; excludeLabels?: string[]; gpus?: number; dockerNetwork?: string | null; preload?: boolean;
  kind?: Kind; serverId?: string | null; poolId?: string | null; url?: string | null; policy?: Policy;
}
export interface Workspace extends WorkspaceFields {
  id: string; registryPasswordSet: boolean; createdAt: string; updatedAt: string;
}

export interface Session {
  id: string; workspaceId: string; workspaceName: string; workspaceIcon: string;
  userId: string; userName: string; protocol: Protocol; state: SessionState;
  stateSince: string; stateDetail: string | null; actions: SessionAction[];
  progress: { step: Step; percent: number | null; detail: string | null } | null;
  endReason: EndReason | null; endDetail: string | null; node: string | null;
  cores: number; memoryBytes: number; createdAt: string; startedAt: string | null; endedAt: string | null;
  keepaliveUntil: string | null; expiresAt: string | null; serverTime: string;
  /** `server` is told to administrators only. */
  kind?: Kind; server?: string | null; policy?: Policy | null; remote?: RemoteProtocol | null;
}

export interface Connection {
  protocol: Protocol; grant: string; grantUrl: string; url: string;
  /** How often to ask for a pass, where the zone has grace. */
  passSeconds?: number;
}

export interface User {
  id: string; name: string; role: Role; enabled: boolean; mustChangePassword: boolean;
  lockedUntil: string | null; lastLoginAt: string | null; createdAt: string; liveSessions: number;
}


export interface System {
  product: string; version: string; runtime: string; node: string; zone: string; roles: string[]; startedAt: string;
  traced: boolean;
  database: { embedded: boolean; version: string; sizeBytes: number; connections: number };
  limits: { sessionsPerUser: number; keepaliveSeconds: number };
}

export interface AuditEntry {
  at: string; actor: string | null; action: string; subject: string | null; detail: string | null; address: string | null;
}
