export type ZoneValue = string | number | boolean | null;
export type ZoneSettings = Record<string, ZoneValue>;
export interface Zone { name: string; version: number; changedAt: string; changedBy: string; settings: ZoneSettings }
export interface ZoneChange { field: string; before: string; after: string }
export interface ZoneVersion { version: number; at: string; actor: string; action: 'created' | 'changed' | 'deleted'; settings: ZoneSettings; changes: ZoneChange[] }
export interface ZoneStep { zone: string; action: 'create' | 'change' | 'same' | 'not-named'; changes: ZoneChange[] }
export interface ZoneDiff { basis: string; steps: ZoneStep[] }
/** A zone that the person may pick for a session; without a probe it can not be measured. */
export interface ZoneChoice { name: string; home: boolean; probe: string | null }
