/** A dimmed copy of the last picture, to look at while the connection is being restored. */
export function ghostOf(canvas: HTMLCanvasElement): HTMLCanvasElement | null {
  if (!canvas.width || !canvas.height) return null;
  const ghost = document.createElement('canvas');
  ghost.width = canvas.width;
  ghost.height = canvas.height;
  ghost.dataset.ghost = '';
  ghost.className = 'berth-ghost';
  ghost.setAttribute('aria-hidden', 'true');
  ghost.getContext('2d')?.drawImage(canvas, 0, 0);
  return ghost;
}
