import list from '../../../resources/dev/berth/control/server/guacd-parameters.json';
import type { RemoteProtocol } from '../types';

/** Words, texts and colours differ in what the server takes for one of them; here they are all typed. */
export type Parameter = { name: string; label: string; help?: string } & (
  | { type: 'flag' | 'number' | 'port' | 'word' | 'words' | 'text' | 'colors' }
  | { type: 'choice'; choices: string[] }
);

/** What may be set besides the fields of the form: the server's own list, which refuses every other name. */
export const PARAMETERS = list as Record<RemoteProtocol, Parameter[]>;

/** Those that the protocol knows, for a server whose protocol changes. */
export function allowedOnly(protocol: RemoteProtocol, parameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => PARAMETERS[protocol].some(known => known.name === name)));
}

/** What a parameter begins with when it is added. */
export function firstValue(parameter: Parameter): string {
  return parameter.type === 'flag' ? 'true' : parameter.type === 'choice' ? parameter.choices[0] ?? '' : '';
}
