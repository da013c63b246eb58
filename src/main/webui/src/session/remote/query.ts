import type { Policy } from '../../types';
import type { Size } from './geometry';

interface About { size: Size; density: number; timezone: string; layout: string | null; audio: string[]; policy: Policy | null | undefined }

/** What the browser tells about itself when it connects; nothing of it is secret. */
export function streamQuery({ size, density, timezone, layout, audio, policy }: About): string {
  const query = new URLSearchParams({ width: String(size.width), height: String(size.height), dpi: String(Math.min(600, Math.round(96 * density))) });
  if (timezone) query.set('timezone', timezone);
  if (layout) query.set('layout', layout);
  if (policy?.audio !== false) audio.forEach(type => query.append('audio', type));
  ['image/png', 'image/jpeg', 'image/webp'].forEach(type => query.append('image', type));
  return query.toString();
}

const QWERTZ = ['de', 'hu', 'cs'];
const AZERTY = ['fr'];

/**
 * The keyboard, for machines that translate keys themselves: the language of the browser, unless its keys show that
 * the person types on another one.
 */
export function keyboardLayout(language: string, keys: ReadonlyMap<string, string> | null): string {
  const tongue = language.split('-')[0] ?? '';
  if (keys?.get('KeyQ') === 'a') return AZERTY.includes(tongue) ? language : 'fr-FR';
  if (keys?.get('KeyY') === 'z') return QWERTZ.includes(tongue) || language === 'fr-CH' ? language : 'de-DE';
  if (keys?.get('KeyQ') === 'q' && keys.get('KeyY') === 'y' && (QWERTZ.includes(tongue) || AZERTY.includes(tongue)) && language !== 'fr-CA') return 'en-US';
  return language;
}

type LayoutMap = { keyboard?: { getLayoutMap?: () => Promise<ReadonlyMap<string, string>> } };

export async function thisKeyboard(): Promise<string> {
  const keys = await (navigator as Navigator & LayoutMap).keyboard?.getLayoutMap?.().catch(() => null);
  return keyboardLayout(navigator.language, keys ?? null);
}
