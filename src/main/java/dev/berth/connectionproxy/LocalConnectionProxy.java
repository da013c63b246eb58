package dev.berth.connectionproxy;

import dev.berth.connectionproxy.recording.Recordings;
import dev.berth.connectionproxy.trial.Trial;
import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.RecordingPart;
import dev.berth.contract.RecordingRequest;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.UUID;

/** What the connection proxy in this process answers to the control plane. */
@Singleton
@Typed(LocalConnectionProxy.class)
public final class LocalConnectionProxy implements ConnectionProxy {
    private final Trial trial;
    private final Recordings recordings;

    LocalConnectionProxy(Trial trial, Recordings recordings) {
        this.trial = trial;
        this.recordings = recordings;
    }

    @Override
    public ConnectionTest.Result test(ConnectionTest test) {
        return trial.run(test);
    }

    @Override
    public RecordingPart recording(RecordingRequest request) {
        return recordings.part(request);
    }

    @Override
    public void removeRecording(UUID id) {
        recordings.remove(id);
    }
}
