import type { KeepaliveAction, Kind, Policy, Protocol, Workspace, WorkspaceFields } from '../types';
import { checkKind, kindFieldsOf, OPEN_POLICY } from './kind';

export const MIB = 2 ** 20;
export const GIB = 2 ** 30;

export interface EnvRow { id: number; key: string; value: string }

/** The form as it is typed: numbers and JSON stay text until they are saved. */
export interface WorkspaceForm {
  name: string; description: string; icon: string; categories: string[]; enabled: boolean;
  image: string; registryUser: string; registryPassword: string | null;
  cores: string; memoryGib: string; sharedMemoryMib: string;
  protocol: Protocol; port: string; timeLimitMinutes: string;
  keepaliveAction: KeepaliveAction | '';
  environment: EnvRow[]; runOverrides: string;
  zone: string; includeLabels: string; excludeLabels: string; gpus: string; dockerNetwork: string; preload: boolean;
  kind: Kind; serverId: string; poolId: string; url: string; policy: Policy;
}

let nextRow = 1;
export const envRow = (key = '', value = ''): EnvRow => ({ id: nextRow++, key, value });

export const EMPTY_FORM: WorkspaceForm = {
  name: '', description: '', icon: 'desktop', categories: [], enabled: true, image: '', registryUser: '', registryPassword: null,
  cores: '2', memoryGib: '4', sharedMemoryMib: '512', protocol: 'kasmvnc', port: '', timeLimitMinutes: '', keepaliveAction: '', environment: [], runOverrides: '{}',
  zone: '', includeLabels: '', excludeLabels: '', gpus: '0', dockerNetwork: '', preload: true, kind: 'container', serverId: '', poolId: '', url: '', policy: OPEN_POLICY,
};

/** A new workspace; `?server=` and `?pool=` make one for what somebody looked at before. */
export function initialOf(query: string): WorkspaceForm {
  const asked = new URLSearchParams(query);
  const [serverId, poolId] = [asked.get('server'), asked.get('pool')];
  if (!serverId && !poolId) return EMPTY_FORM;
  return { ...EMPTY_FORM, icon: 'server', name: asked.get('name') ?? '', ...(serverId ? { kind: 'server', serverId } : { kind: 'pool', poolId: poolId! }) };
}

export function formOf(workspace: Workspace): WorkspaceForm {
  return {
    name: workspace.name, description: workspace.description, icon: workspace.icon, categories: workspace.categories, enabled: workspace.enabled,
    image: workspace.image, registryUser: workspace.registryUser ?? '', registryPassword: null,
    cores: String(workspace.cores), memoryGib: String(round(workspace.memoryBytes / GIB)), sharedMemoryMib: String(round(workspace.sharedMemoryBytes / MIB)),
    protocol: workspace.protocol, port: workspace.port === null ? '' : String(workspace.port),
    timeLimitMinutes: workspace.sessionTimeLimitSeconds === null ? '' : String(round(workspace.sessionTimeLimitSeconds / 60)),
    keepaliveAction: workspace.keepaliveAction ?? '',
    environment: Object.entries(workspace.environment).map(([key, value]) => envRow(key, value)),
    runOverrides: JSON.stringify(workspace.runOverrides, null, 2),
    zone: (workspace.zones ?? []).join(', '), includeLabels: (workspace.includeLabels ?? []).join(', '), excludeLabels: (workspace.excludeLabels ?? []).join(', '),
    gpus: String(workspace.gpus ?? 0), dockerNetwork: workspace.dockerNetwork ?? '', preload: workspace.preload ?? true,
    kind: workspace.kind ?? 'container', serverId: workspace.serverId ?? '', poolId: workspace.poolId ?? '', url: workspace.url ?? '', policy: workspace.policy ?? OPEN_POLICY,
  };
}

/** A stored workspace as it is written back; dates and the like are the server's own. */
export const writable = (workspace: Workspace) => bodyOf(formOf(workspace));

/** Labels as they are typed: "disk=ssd, rack=b4". */
export const labelList = (text: string) => text.split(/[,\n]/).map(label => label.trim()).filter(Boolean);

const round = (value: number) => Number(value.toFixed(4));

export type FormErrors = Partial<Record<string, string>>;

export function parseOverrides(text: string): { value: Record<string, unknown> } | { error: string } {
  try {
    const value: unknown = JSON.parse(text.trim() || '{}');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { error: 'This must be one JSON object, in curly brackets.' };
    return { value: value as Record<string, unknown> };
  } catch (failure) {
    return { error: `This is not valid JSON: ${(failure as Error).message}` };
  }
}

/** Only what can not even be sent; everything else is judged by the server. */
export function checkForm(form: WorkspaceForm): FormErrors {
  const errors: FormErrors = {};
  if (!form.name.trim()) errors.name = 'Give the workspace a name.';
  if (form.timeLimitMinutes && !(Number(form.timeLimitMinutes) > 0)) errors.sessionTimeLimitSeconds = 'This must be a number above zero, or nothing.';
  return { ...errors, ...(form.kind === 'container' ? checkContainer(form) : checkKind(form)) };
}

function checkContainer(form: WorkspaceForm): FormErrors {
  const errors: FormErrors = {};
  if (!form.image.trim()) errors.image = 'Say which image to start.';
  if (!(Number(form.cores) > 0)) errors.cores = 'This must be a number above zero.';
  if (!(Number(form.memoryGib) > 0)) errors.memoryBytes = 'This must be a number above zero.';
  if (!(Number(form.sharedMemoryMib) >= 0)) errors.sharedMemoryBytes = 'This must be a number.';
  if (form.port && !(Number.isInteger(Number(form.port)) && Number(form.port) > 0 && Number(form.port) < 65536)) errors.port = 'A port is a number from 1 to 65535.';
  if (!(Number.isInteger(Number(form.gpus)) && Number(form.gpus) >= 0)) errors.gpus = 'This must be a whole number.';
  for (const field of ['includeLabels', 'excludeLabels'] as const) {
    const wrong = labelList(form[field]).find(label => label.indexOf('=') < 1);
    if (wrong) errors[field] = `'${wrong}' is not a label. Write name=value, with commas between.`;
  }
  const keys = form.environment.map(row => row.key.trim()).filter(Boolean);
  if (new Set(keys).size < keys.length) errors.environment = 'Two variables have the same name.';
  if (form.environment.some(row => !row.key.trim() && row.value)) errors.environment = 'A variable has a value but no name.';
  const overrides = parseOverrides(form.runOverrides);
  if ('error' in overrides) errors.runOverrides = overrides.error;
  return errors;
}

/** What every kind has. */
const commonOf = (form: WorkspaceForm) => ({
  name: form.name.trim(), description: form.description.trim(), icon: form.icon, categories: form.categories, enabled: form.enabled,
  sessionTimeLimitSeconds: form.timeLimitMinutes ? Math.round(Number(form.timeLimitMinutes) * 60) : null,
});

/** What is sent: of a workspace that is no container, nothing that only containers have. */
export const bodyOf = (form: WorkspaceForm) => (form.kind === 'container' ? fieldsOf(form) : { ...commonOf(form), ...kindFieldsOf(form) });

export function fieldsOf(form: WorkspaceForm): WorkspaceFields & { registryPassword: string | null } {
  const overrides = parseOverrides(form.runOverrides);
  return {
    ...commonOf(form), kind: 'container',
    image: form.image.trim(), registryUser: form.registryUser.trim() || null, registryPassword: form.registryPassword,
    cores: Number(form.cores), memoryBytes: Math.round(Number(form.memoryGib) * GIB), sharedMemoryBytes: Math.round(Number(form.sharedMemoryMib) * MIB),
    protocol: form.protocol, port: form.port ? Number(form.port) : null, keepaliveAction: form.keepaliveAction || null,
    environment: Object.fromEntries(form.environment.filter(row => row.key.trim()).map(row => [row.key.trim(), row.value])),
    runOverrides: 'value' in overrides ? overrides.value : {},
    zones: labelList(form.zone), includeLabels: labelList(form.includeLabels), excludeLabels: labelList(form.excludeLabels),
    gpus: Number(form.gpus), dockerNetwork: form.dockerNetwork.trim() || null, preload: form.preload,
  };
}
