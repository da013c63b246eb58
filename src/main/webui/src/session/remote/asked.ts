const LABELS: Record<string, string> = {
  username: 'User name', password: 'Password', domain: 'Domain (may be empty)', passphrase: 'Passphrase of the key',
  'gateway-username': 'User name for the gateway', 'gateway-password': 'Password for the gateway', 'gateway-domain': 'Domain for the gateway (may be empty)',
};

/** What guacd calls a parameter, as people would. */
export function labelOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return LABELS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export const isSecret = (name: string) => /pass|secret|key|pin/.test(name);
