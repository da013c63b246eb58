import type { Grace } from '../zones/grace';

export type NodeState = 'pending' | 'disabled' | 'ready' | 'draining' | 'missing' | 'dead' | 'revoked';
export type CpuMode = 'shares' | 'quota';

/** Whether the control plane reached the node back at its address, and what came instead when not. */
export interface Reach { ok: boolean; detail: string | null; checkedAt: string | null }
/** What may be reserved, with the overrides in it, and what of it is. */
export interface Capacity {
  cores: number; memoryBytes: number; reservedCores: number; reservedMemoryBytes: number; gpus: number; reservedGpus: number;
}
/** What an administrator has set; null is left to the node. */
export interface Overrides { cpuOvercommit: number | null; memoryOvercommit: number | null; gpus?: number | null; cpuMode: CpuMode | null }
export interface Drain { since: string; deadline: string | null; move: boolean; drainedAt?: string | null }
export interface Engine { name: string; version: string; apiVersion: string; cpus: number; memoryBytes: number }

/** The node's way to the control plane, as it last found it. */
export interface Upstream { address: string; checkedAt: string; roundTripMillis: number | null; lossPercent: number; answeredBy: string[] }

/** A node of the deployment. What is undefined is unknown to this server, and nothing about it is shown. */
export interface Node {
  id: string; name: string; url: string; zone: string; roles: string[]; version: string; state: NodeState;
  lastSeenAt: string | null; startedAt: string | null; capacity: Capacity; sessions: number; engine: Engine | null; findings: string[];
  enabled?: boolean; roundTripMillis?: number | null; clockOffsetMillis?: number | null; certificateExpiresAt?: string | null;
  upstream?: Upstream | null; grace?: Grace | null; labels?: Record<string, string>; reach?: Reach | null; maxSessions?: number | null; overrides?: Overrides | null; drain?: Drain | null;
}

export interface Enrolment {
  id: string; roles: string[]; zone: string; createdAt?: string; expiresAt: string; usedBy?: string | null; token?: string; command?: string;
}
export interface NodeSettings { autoEnable: boolean; missingAfterSeconds: number; deadAfterSeconds: number }

export type Strategy = 'least-load' | 'most-load' | 'fewest-sessions' | 'most-sessions';
export type Verdict = 'chosen' | 'fits' | 'refused';
export interface PlacementNode { id: string; name: string; zone: string; verdict: Verdict; reasons: string[]; load: number | null }
/** Of many agents only the first are listed; `refused` counts all that were passed over, by filter. */
export interface Placement {
  at: string; workspace: string; strategy: Strategy; chosen: string | null; nodes: PlacementNode[]; agents?: number; refused?: Record<string, number>;
  servers?: PlacedServers | null;
}
/** Of a session on a machine: the servers that came into question; its nodes are connection proxies. */
export interface PlacedServers { chosen: string | null; all: number; listed: PlacementNode[]; why: string }

export type ImageState = 'present' | 'pulling' | 'failed' | 'missing';
export interface ImageCell {
  nodeId: string; image: string; state: ImageState; percent: number | null; detail: string | null; sizeBytes: number | null; at: string | null;
}
/** What a node answered to an order to pull or prune. */
export interface ImageOutcome { nodeId: string; name: string; ok: boolean; detail: string | null; removed: string[]; freedBytes: number }
export interface Images {
  images: { image: string; workspaces: string[] }[]; nodes: { id: string; name: string; zone: string }[]; cells: ImageCell[];
}
