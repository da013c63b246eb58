import { useEffect, useState, type RefObject } from 'react';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped onto the picture. Whether some are held above it is told, so that it can show where they would go. */
export function useDrop(host: RefObject<HTMLElement | null>, take: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const place = host.current;
    if (!place) return;
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!place.contains(event.relatedTarget as Node | null)) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take([...event.dataTransfer?.files ?? []]);
    };
    place.addEventListener('dragover', onOver);
    place.addEventListener('dragleave', onLeave);
    place.addEventListener('drop', onDrop);
    return () => {
      place.removeEventListener('dragover', onOver);
      place.removeEventListener('dragleave', onLeave);
      place.removeEventListener('drop', onDrop);
    };
  });
  return over;
}
