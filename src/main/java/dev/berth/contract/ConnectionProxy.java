package dev.berth.contract;

import java.util.UUID;

/** What the control plane may ask of a node that connects existing machines. Calls block. */
public interface ConnectionProxy {
    /** How a finding begins that keeps sessions away from the node as long as another one can have them. */
    String UNABLE = "No machine can be connected here: ";

    /** Connects the machine once, as a session would, and says how far it came. */
    ConnectionTest.Result test(ConnectionTest test);

    /** @throws Problem {@code NOT_FOUND} */
    RecordingPart recording(RecordingRequest request);

    /** Removing one that is not there succeeds. */
    void removeRecording(UUID id);
}
