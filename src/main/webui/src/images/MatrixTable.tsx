import { useRef, type KeyboardEvent } from 'react';
import { cellText, readiness, step, type At, type Matrix } from './model';

interface Props { matrix: Matrix; nodes: Matrix['nodes']; inZone: Matrix['nodes']; at: At; onAt: (at: At) => void }

/** Images down, nodes across. One stop for the Tab key; arrows walk within. */
export function MatrixTable({ matrix, nodes, inZone, at, onAt }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = step(at, event.key, matrix.images.length, nodes.length);
    if (!next) return;
    event.preventDefault();
    onAt(next);
    table.current?.querySelector<HTMLElement>(`[data-at='${next.row} ${next.column}']`)?.focus();
  };
  return (
    <div className="berth-matrix-frame">
      <table ref={table} role="grid" aria-label="Images on nodes" className="berth-matrix" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">Image</th>
            {nodes.map(node => <th key={node.id} scope="col">{node.name}<span>{node.zone}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {matrix.images.map(({ image, workspaces }, row) => (
            <tr key={image}>
              <th scope="row"><code>{image}</code><span>{readiness(matrix, image, inZone)}{workspaces.length > 0 && `; ${workspaces.join(', ')}`}</span></th>
              {nodes.map((node, column) => {
                const cell = matrix.cell(image, node.id);
                const here = at.row === row && at.column === column;
                return (
                  <td key={node.id} role="gridcell" aria-selected={here}>
                    <button type="button" data-at={`${row} ${column}`} data-state={cell.state} tabIndex={here ? 0 : -1} onFocus={() => onAt({ row, column })} onClick={() => onAt({ row, column })}
                      aria-label={`${image} on ${node.name}: ${cell.state}${cell.state === 'pulling' ? ` ${cellText(cell)}` : ''}`}>
                      <span>{cellText(cell)}</span>
                      {cell.state === 'pulling' && <i className="berth-matrix-bar" style={{ width: `${cell.percent ?? 0}%` }} />}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
