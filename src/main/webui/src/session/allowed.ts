import type { Policy } from '../types';

const BY_POLICY = 'Your administrator does not allow it here.';
const LOOKS_ON = 'You may only look on in this session.';

/** Why something can not be done, in a sentence; null when it can. Containers have no policy. */
export function denials(policy: Policy | null | undefined) {
  const unless = (allowed: boolean) => (allowed ? null : BY_POLICY);
  if (!policy) return { input: null, clipboardIn: null, clipboardOut: null, upload: null, download: null, microphone: null, files: null };
  const into = (allowed: boolean) => (policy.readOnly ? LOOKS_ON : unless(allowed));
  const upload = into(policy.upload);
  const download = unless(policy.download);
  return {
    input: policy.readOnly ? LOOKS_ON : null, clipboardIn: into(policy.clipboardIn), clipboardOut: unless(policy.clipboardOut), upload, download,
    microphone: into(policy.microphone), files: upload && download,
  };
}

export type Denials = ReturnType<typeof denials>;
