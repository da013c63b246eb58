import type { Kind, Policy, WorkspaceFields } from '../types';
import type { FormErrors, WorkspaceForm } from './form';

/** What holds when nobody has said anything else, as the server has it. */
export const OPEN_POLICY: Policy = {
  clipboardIn: true, clipboardOut: true, upload: true, download: true, printing: true, audio: true, microphone: false, readOnly: false, recording: 'off',
};

export const isRemote = (kind: Kind) => kind === 'server' || kind === 'pool';

/** The icon follows while nobody has chosen another one. */
export function withKind(form: WorkspaceForm, kind: Kind): Partial<WorkspaceForm> {
  const usual = (of: Kind) => (isRemote(of) ? 'server' : of === 'link' ? 'browser' : 'desktop');
  return { kind, icon: form.icon === usual(form.kind) ? usual(kind) : form.icon };
}

/** What this kind needs besides a name. */
export function checkKind(form: WorkspaceForm): FormErrors {
  if (form.kind === 'server' && !form.serverId) return { serverId: 'Choose the server that it leads to.' };
  if (form.kind === 'pool' && !form.poolId) return { poolId: 'Choose the server pool that it leads to.' };
  if (form.kind === 'link' && !/^https?:\/\/./.test(form.url.trim())) return { url: 'A link is an address that begins with https:// or http://.' };
  return {};
}

type KindFields = Pick<WorkspaceFields, 'kind' | 'serverId' | 'poolId' | 'url' | 'policy'>;

export function kindFieldsOf(form: WorkspaceForm): KindFields {
  switch (form.kind) {
    case 'container': return { kind: 'container' };
    case 'server': return { kind: 'server', serverId: form.serverId, policy: form.policy };
    case 'pool': return { kind: 'pool', poolId: form.poolId, policy: form.policy };
    case 'link': return { kind: 'link', url: form.url.trim() };
  }
}
