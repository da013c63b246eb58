import { Button, EmptyState, EmptyStateBody, Spinner } from '@patternfly/react-core';
import CloseIcon from '@patternfly/react-icons/dist/esm/icons/times-icon';
import FileIcon from '@patternfly/react-icons/dist/esm/icons/file-icon';
import FolderIcon from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import SyncIcon from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon';
import UploadIcon from '@patternfly/react-icons/dist/esm/icons/upload-icon';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { Denials } from '../allowed';
import { wayTo, type Entry } from './folder';
import { TransferList } from './TransferList';
import type { Transfers } from './transfers';
import { useFolder, type Browsed } from './useFolder';

interface Props { browsed: Browsed; transfers: Transfers; denied: Denials; onClose: () => void }

/** The files of the machine beside its picture. */
export function FilesPanel({ browsed, transfers, denied, onClose }: Props) {
  const folder = useFolder(browsed, transfers);
  const picker = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => panel.current?.focus(), []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    if (!denied.upload) folder.upload([...event.dataTransfer.files]);
  };
  return (
    <aside ref={panel} className="berth-files" data-over={over && !denied.upload} aria-label="Files of the machine" tabIndex={-1} data-testid="files-panel"
      onKeyDown={event => event.key === 'Escape' && onClose()} onDrop={drop} onDragLeave={() => setOver(false)}
      onDragOver={event => { event.preventDefault(); event.stopPropagation(); setOver(true); }}>
      <header>
        <h2>Files</h2>
        <Button variant="plain" icon={<SyncIcon />} aria-label="Read this folder again" onClick={folder.refresh} />
        <Button variant="plain" icon={<CloseIcon />} aria-label="Close files" onClick={onClose} data-testid="files-close" />
      </header>
      <nav aria-label="Folder">
        {wayTo(folder.path, browsed.name).map(({ path, name }, i, all) => (
          <span key={path}>
            {i > 0 && <span className="berth-subtle">/</span>}
            {i === all.length - 1 ? <strong aria-current="location">{name}</strong> : <Button variant="link" isInline onClick={() => folder.go(path)}>{name}</Button>}
          </span>
        ))}
      </nav>
      <div className="berth-files-list">
        {folder.problem && <p role="alert" className="berth-detail">{folder.problem}</p>}
        {!folder.entries && !folder.problem && <Spinner size="lg" aria-label="Reading the folder" />}
        {folder.entries?.length === 0 && <EmptyState variant="xs" titleText="Nothing in here" headingLevel="h3"><EmptyStateBody>{denied.upload ?? 'Drop files here to put them into this folder.'}</EmptyStateBody></EmptyState>}
        {folder.entries && folder.entries.length > 0 && (
          <ul>{folder.entries.map(entry => <Row key={entry.path} entry={entry} denied={denied.download} onOpen={() => (entry.folder ? folder.go(entry.path) : folder.download(entry))} />)}</ul>
        )}
      </div>
      <footer>
        <Button icon={<UploadIcon />} onClick={() => picker.current?.click()} isAriaDisabled={denied.upload !== null} title={denied.upload ?? undefined} data-testid="files-upload">Upload files here</Button>
        {denied.upload && <p className="berth-subtle">{denied.upload}</p>}
        <input ref={picker} type="file" multiple hidden data-testid="files-picker" onChange={event => {
          folder.upload([...event.currentTarget.files ?? []]);
          event.currentTarget.value = '';
        }} />
        <TransferList transfers={transfers} />
      </footer>
    </aside>
  );
}

function Row({ entry, denied, onOpen }: { entry: Entry; denied: string | null; onOpen: () => void }) {
  const refusal = entry.folder ? null : denied;
  return (
    <li>
      <button type="button" onClick={refusal ? undefined : onOpen} aria-disabled={refusal !== null} title={refusal ?? (entry.folder ? `Open ${entry.name}` : `Download ${entry.name}`)} data-testid="file-entry">
        {entry.folder ? <FolderIcon className="berth-folder" /> : <FileIcon />}
        <span>{entry.name}</span>
      </button>
    </li>
  );
}
