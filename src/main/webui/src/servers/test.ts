import { api } from '../api';
import { store } from '../store';
import type { RemoteProtocol } from '../types';
import type { ServerFields, Secrets, TestResult } from './types';

export interface LastTest { at: number; result: TestResult }
/** What tests said since this page was loaded, by server. */
export const lastTests = store<Record<string, LastTest>>({});

function remember(id: string, result: TestResult): TestResult {
  lastTests.set({ ...lastTests.get(), [id]: { at: Date.now(), result } });
  return result;
}

export const testServer = async (id: string) => remember(id, await api.post<TestResult>(`/admin/servers/${id}/test`));

/** As the form says it, saved or not; secrets that were left alone are those of the stored server. */
export const testForm = (fields: ServerFields & Secrets, id: string | null) => api.post<TestResult>('/admin/servers/test', id ? { ...fields, id } : fields);

/** Every station on the way to a picture, in the order in which they are passed. */
export const STATIONS = ['guacd', 'name', 'network', 'port', 'protocol', 'security', 'credentials', 'picture'] as const;
const NAMES: Record<string, string> = {
  guacd: 'Connection proxy', name: 'Name', network: 'Network', port: 'Port', protocol: 'Protocol', security: 'Security', credentials: 'Sign-in', picture: 'Picture',
};
export const stationName = (name: string) => NAMES[name] ?? name;

/** The stations with what was found at each; those after the one that failed were not reached. */
export function stations(result: TestResult | undefined) {
  const steps = result?.steps ?? [];
  const rest = result && !result.ok ? STATIONS.slice(STATIONS.indexOf(steps.at(-1)?.name as typeof STATIONS[number]) + 1) : result ? [] : STATIONS;
  return [...steps.map(step => ({ name: step.name, step })), ...rest.filter(name => !steps.some(step => step.name === name)).map(name => ({ name, step: null }))];
}

/** What a person can do about the station that failed. */
export function adviceFor(name: string, protocol: RemoteProtocol): string {
  const certificate = protocol === 'ssh' ? 'Compare the host key with that of the machine; if it was installed anew, pin the new one.'
    : 'If the machine made its certificate itself, pin that certificate; if the security mode is refused, choose the one that the machine allows.';
  const advice: Record<string, string> = {
    guacd: 'Look at the page Nodes: the connection proxy of this zone has to run, and to have its guacd.',
    name: 'Check the spelling, or give the address instead. The connection proxy looks the name up, perhaps not where you do.',
    network: 'The configuration of the connection proxy does not let it go there: see its settings dial-allow and dial-deny.',
    port: 'Is the machine on, does the service listen at this port, and does every firewall in between let the connection proxy through?',
    protocol: 'Something answers, but not as expected: check the protocol and the port.',
    security: certificate,
    credentials: protocol === 'rdp' ? 'Check user name, domain and password, and that the user may sign in remotely.' : 'Check user name, password and key.',
    picture: 'The machine was reached, but no picture came: look at the machine itself, and at the log of guacd.',
  };
  return advice[name] ?? 'Show this to whoever looks after the machine.';
}

export const millis = (value: number) => (value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`);

/** The certificate that the machine showed and nobody vouches for, by its fingerprint. */
export const shownCertificate = (result: TestResult | undefined): string | null =>
  (/\bsha(?:1|256|384|512):[0-9a-f]{2}(?::?[0-9a-f]{2}){19,63}/i.exec(result?.steps.find(step => step.name === 'security')?.detail ?? '')?.[0] ?? null);
