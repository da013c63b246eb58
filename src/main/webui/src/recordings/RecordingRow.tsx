import { Button } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { RowMenu } from '../admin/RowMenu';
import { duration, moment } from '../lib/format';
import { followLink, Link } from '../router';
import { lasts, sizeOf, startedText, STATES, titleOf, type Recording } from './model';

interface Props { recording: Recording; now: number; onDelete: () => void }

const DOTS: Record<Recording['state'], string> = { writing: 'starting', complete: 'running', 'cut-short': 'paused', removed: 'ended', deleting: 'ended' };

export function RecordingRow({ recording, now, onDelete }: Props) {
  const to = `/admin/recordings/${recording.id}`;
  const playable = recording.unavailable === null;
  const name = `${titleOf(recording)} of ${recording.userName}`;
  return (
    <Tr>
      <Td dataLabel="Session">
        <span className="berth-cell"><span>
          {playable ? <Link to={to}>{titleOf(recording)}</Link> : titleOf(recording)}
          {recording.serverName && recording.serverName !== recording.workspaceName && <span className="berth-subtle">{recording.workspaceName}</span>}
        </span></span>
      </Td>
      <Td dataLabel="User">{recording.userName}</Td>
      <Td dataLabel="Started" modifier="nowrap"><span title={moment(recording.startedAt)}>{startedText(recording, now)}</span></Td>
      <Td dataLabel="Duration" modifier="nowrap">{duration(lasts(recording, now))}</Td>
      <Td dataLabel="Size" modifier="nowrap">{sizeOf(recording)}</Td>
      <Td dataLabel="State">
        <span>
          <span className="berth-dot" data-state={DOTS[recording.state]} /> {STATES[recording.state]}
          {(recording.unavailable ?? recording.detail) && <span className="berth-map-reason">{recording.unavailable ?? recording.detail}</span>}
        </span>
      </Td>
      <Td isActionCell>
        <span className="berth-cell">
          {playable && <Button size="sm" variant="secondary" component="a" href={to} onClick={event => followLink(event, to)} aria-label={`Play ${name}`}>Play</Button>}
          {recording.state !== 'deleting' && (
            <RowMenu name={name} actions={[
              ...(playable ? [{ title: 'Download', onClick: () => location.assign(`/api/admin/recordings/${recording.id}/data?download=true`) }] : []),
              { title: 'Delete', onClick: onDelete, isDanger: true },
            ]} />
          )}
        </span>
      </Td>
    </Tr>
  );
}
