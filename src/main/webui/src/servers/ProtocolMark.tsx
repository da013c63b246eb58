import type { ReactNode } from 'react';
import type { RemoteProtocol } from '../types';
import { PROTOCOLS } from './protocols';

const DRAWINGS: Record<RemoteProtocol, ReactNode> = {
  rdp: <><rect x="3" y="4" width="18" height="13" rx="2" /><path d="M12 17v3M8 20h8M12 4v13M3 10.5h18" /></>,
  vnc: <><rect x="3" y="4" width="18" height="13" rx="2" /><path d="M12 17v3M8 20h8" /><circle cx="12" cy="10.5" r="2.5" /><path d="M6.5 10.5q5.5-6 11 0-5.5 6-11 0z" /></>,
  ssh: <><rect x="3" y="4" width="18" height="16" rx="2" /><path d="m7 9 3 3-3 3M12.500 15.5H17" /></>,
};

/** A small sign for what a machine speaks, with its name. */
export function ProtocolMark({ protocol }: { protocol: RemoteProtocol }) {
  return (
    <span className="berth-mark" title={PROTOCOLS[protocol].long}>
      <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">{DRAWINGS[protocol]}</svg>
      {PROTOCOLS[protocol].name}
    </span>
  );
}
