import type { Scaling } from '../scaling';

export interface Size { width: number; height: number }

/** What a machine is asked for: as many pixels as this screen has, so that nothing is blurred. */
export function wantedSize(host: Size, density: number): Size {
  const pixels = (length: number) => Math.max(1, Math.min(8192, Math.floor(length * density)));
  return { width: pixels(host.width), height: pixels(host.height) };
}

/** By how much the picture is enlarged, in units of the page. */
export function scaleFor(mode: Scaling, host: Size, picture: Size, density: number): number {
  const original = 1 / density;
  if (mode === 'original' || !picture.width || !picture.height) return original;
  const fitting = Math.min(host.width / picture.width, host.height / picture.height);
  // a picture that fits but for a rounding error stays sharp
  return Math.abs(fitting - original) * picture.width < 2 ? original : fitting;
}
