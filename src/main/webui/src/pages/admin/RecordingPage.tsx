import { Alert, Button } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { api } from '../../api';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { moment } from '../../lib/format';
import { asProblem, type Problem } from '../../problem';
import { DeleteRecording } from '../../recordings/DeleteRecording';
import { sizeOf, titleOf, type Recording } from '../../recordings/model';
import { Player } from '../../recordings/Player';
import { Link, navigate } from '../../router';

export function RecordingPage({ id }: { id: string }) {
  const [recording, setRecording] = useState<Recording | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [deleting, setDeleting] = useState(false);
  useEffect(() => {
    api.get<Recording>(`/admin/recordings/${id}`).then(setRecording, thrown => setProblem(asProblem(thrown)));
  }, [id]);
  if (!recording) return problem ? <ProblemAlert problem={problem} /> : <Loading what="Loading the recording" />;
  return (
    <>
      <AdminHead title={`${titleOf(recording)} of ${recording.userName}`}>
        <Link to="/admin/recordings">All recordings</Link>
        {recording.state !== 'writing' && recording.state !== 'deleting' && <Button variant="secondary" isDanger onClick={() => setDeleting(true)}>Delete</Button>}
      </AdminHead>
      <p className="berth-subtle berth-gap-small">
        {[moment(recording.startedAt), recording.workspaceName, sizeOf(recording), `kept by ${recording.node}`].filter(Boolean).join(' · ')}
        {recording.state === 'writing' && ' · still being recorded: what comes from now on is not in it'}
      </p>
      {recording.state === 'cut-short' && recording.detail && <Alert variant="warning" isInline title="This recording ended before its session did." className="berth-gap-below">{recording.detail}</Alert>}
      {recording.unavailable === null ? <Player id={id} /> : <Alert variant="warning" isInline title="This recording cannot be played.">{recording.unavailable}</Alert>}
      {deleting && <DeleteRecording recording={recording} onDone={() => navigate('/admin/recordings')} onClose={() => setDeleting(false)} />}
    </>
  );
}
