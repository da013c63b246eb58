import { store } from '../store';

export type Scaling = 'remote' | 'fit' | 'original';

export const SCALINGS: { mode: Scaling; label: string; description: string }[] = [
  { mode: 'remote', label: 'Match this window', description: 'The desktop changes its resolution to the size of the window.' },
  { mode: 'fit', label: 'Fit', description: 'The desktop keeps its resolution and is scaled into the window.' },
  { mode: 'original', label: 'Original size', description: 'One pixel of the desktop is one pixel here; scroll to see the rest.' },
];

const KEY = 'berth.scaling';
const stored = localStorage.getItem(KEY);

export const scalingMode = store<Scaling>(SCALINGS.find(scaling => scaling.mode === stored)?.mode ?? 'remote');
scalingMode.subscribe(() => localStorage.setItem(KEY, scalingMode.get()));
