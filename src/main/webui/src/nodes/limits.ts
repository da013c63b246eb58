import { labelsText, parseLabels } from './model';
import type { CpuMode, Node } from './types';

/** Labels and limits of a node as they are typed. */
export interface LimitsForm { labels: string; maxSessions: string; cpuOvercommit: string; memoryOvercommit: string; cpuMode: CpuMode }

export const limitsOf = (node: Node): LimitsForm => ({
  labels: labelsText(node.labels ?? {}),
  maxSessions: node.maxSessions ? String(node.maxSessions) : '',
  cpuOvercommit: String(node.overrides?.cpuOvercommit ?? 1),
  memoryOvercommit: String(node.overrides?.memoryOvercommit ?? 1),
  cpuMode: node.overrides?.cpuMode ?? 'shares',
});

export function checkLimits(form: LimitsForm): Partial<Record<string, string>> {
  const errors: Partial<Record<string, string>> = {};
  const labels = parseLabels(form.labels);
  if ('error' in labels) errors.labels = labels.error;
  if (form.maxSessions && !(Number.isInteger(Number(form.maxSessions)) && Number(form.maxSessions) > 0)) errors.maxSessions = 'This must be a whole number above zero, or nothing.';
  if (!(Number(form.cpuOvercommit) > 0)) errors.cpuOvercommit = 'This must be a number above zero.';
  if (!(Number(form.memoryOvercommit) > 0)) errors.memoryOvercommit = 'This must be a number above zero.';
  return errors;
}

/** Only an agent has limits to set. */
export function limitsBody(form: LimitsForm, node: Node): Record<string, unknown> {
  const parsed = parseLabels(form.labels);
  const labels = 'labels' in parsed ? parsed.labels : {};
  if (!node.roles.includes('agent')) return { labels };
  return {
    labels, maxSessions: form.maxSessions ? Number(form.maxSessions) : null,
    overrides: { cpuOvercommit: Number(form.cpuOvercommit), memoryOvercommit: Number(form.memoryOvercommit), cpuMode: form.cpuMode },
  };
}
