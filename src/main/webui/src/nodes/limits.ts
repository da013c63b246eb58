import { labelsText, parseLabels } from './model';
import type { CpuMode, Node } from './types';

/** Labels and limits of a node as they are typed; nothing leaves it to the node. */
export interface LimitsForm { labels: string; maxSessions: string; cpuOvercommit: string; memoryOvercommit: string; gpus: string; cpuMode: CpuMode | '' }

const typed = (value: number | null | undefined) => (value == null ? '' : String(value));
const sent = (text: string) => (text.trim() ? Number(text) : null);

export const limitsOf = (node: Node): LimitsForm => ({
  labels: labelsText(node.labels ?? {}),
  maxSessions: typed(node.maxSessions),
  cpuOvercommit: typed(node.overrides?.cpuOvercommit),
  memoryOvercommit: typed(node.overrides?.memoryOvercommit),
  gpus: typed(node.overrides?.gpus),
  cpuMode: node.overrides?.cpuMode ?? '',
});

export function checkLimits(form: LimitsForm): Partial<Record<string, string>> {
  const errors: Partial<Record<string, string>> = {};
  const labels = parseLabels(form.labels);
  if ('error' in labels) errors.labels = labels.error;
  if (form.maxSessions && !(Number.isInteger(Number(form.maxSessions)) && Number(form.maxSessions) > 0)) errors.maxSessions = 'This must be a whole number above zero, or nothing.';
  for (const field of ['cpuOvercommit', 'memoryOvercommit'] as const) {
    if (form[field].trim() && !(Number(form[field]) > 0)) errors[field] = 'This must be a number above zero, or nothing.';
  }
  if (form.gpus.trim() && !(Number.isInteger(Number(form.gpus)) && Number(form.gpus) >= 0)) errors.gpus = 'This must be a whole number, or nothing.';
  return errors;
}

/** Only an agent has limits to set. */
export function limitsBody(form: LimitsForm, node: Node): Record<string, unknown> {
  const parsed = parseLabels(form.labels);
  const labels = 'labels' in parsed ? parsed.labels : {};
  if (!node.roles.includes('agent')) return { labels };
  return {
    labels, maxSessions: sent(form.maxSessions),
    overrides: { cpuOvercommit: sent(form.cpuOvercommit), memoryOvercommit: sent(form.memoryOvercommit), gpus: sent(form.gpus), cpuMode: form.cpuMode || null },
  };
}
