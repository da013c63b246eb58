import { api } from '../api';
import { ConfirmModal } from '../components/ConfirmModal';
import { moment } from '../lib/format';
import { titleOf, type Recording } from './model';

export function DeleteRecording({ recording, onDone, onClose }: { recording: Recording; onDone: () => void | Promise<void>; onClose: () => void }) {
  return (
    <ConfirmModal title={`Delete the recording of ${recording.userName}?`} confirm="Delete recording" testId="delete-recording-confirm" onClose={onClose} onConfirm={async () => {
      await api.delete(`/admin/recordings/${recording.id}`);
      await onDone();
    }}>
      {titleOf(recording)}, {moment(recording.startedAt)}. It cannot be brought back. That you deleted it stays in the audit trail.
    </ConfirmModal>
  );
}
