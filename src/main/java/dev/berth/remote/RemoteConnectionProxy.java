package dev.berth.remote;

import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.RecordingPart;
import dev.berth.contract.RecordingRequest;
import dev.berth.node.call.Nothing;
import java.time.Duration;
import java.util.UUID;

/** The connection proxy of another node. */
record RemoteConnectionProxy(Calls calls, Peer peer) implements ConnectionProxy {
    private static final String PATH = "/internal/connection-proxy/";
    /** A test takes 20 s at most. It is not repeated: the machine may count sign-ins. */
    private static final Terms TEST = Terms.once(Duration.ofSeconds(30));

    private static final Terms QUESTION = Terms.repeatable(Duration.ofSeconds(10));

    @Override
    public ConnectionTest.Result test(ConnectionTest test) {
        return calls.call(peer, PATH + "test", test, ConnectionTest.Result.class, TEST);
    }

    @Override
    public RecordingPart recording(RecordingRequest request) {
        return calls.call(peer, PATH + "recording", request, RecordingPart.class, QUESTION);
    }

    @Override
    public void removeRecording(UUID id) {
        calls.call(peer, PATH + "remove-recording", new RecordingRequest(id, 0, 0), Nothing.class, QUESTION);
    }
}
