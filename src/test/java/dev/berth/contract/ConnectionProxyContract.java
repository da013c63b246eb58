package dev.berth.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link ConnectionProxy} does, wherever it is. The one under test has a guacd that accepts connections. */
public abstract class ConnectionProxyContract {
    protected abstract ConnectionProxy proxy();

    @Test
    void aTestThatFailsIsAnAnswer() {
        var result = proxy().test(new ConnectionTest(RemoteProtocol.SSH, "127.0.0.1", 22, Map.of("username", "ada")));
        assertFalse(result.ok());
        var last = result.steps().getLast();
        assertEquals("network", last.name());
        assertFalse(last.ok());
        assertTrue(last.detail().contains("--dial-allow"), last.detail());
        assertTrue(result.steps().stream().limit(result.steps().size() - 1).allMatch(ConnectionTest.Step::ok));
    }

    @Test
    void recordingsThatAreNotThere() {
        var nowhere = new RecordingRequest(UUID.randomUUID(), 0, 100);
        assertEquals(
                ProblemCode.NOT_FOUND,
                assertThrows(Problem.class, () -> proxy().recording(nowhere)).code());
        proxy().removeRecording(nowhere.id());
    }
}
