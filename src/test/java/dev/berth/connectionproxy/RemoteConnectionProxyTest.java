package dev.berth.connectionproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.connectionproxy.guacd.TestGuacds;
import dev.berth.connectionproxy.recording.TestRecordings;
import dev.berth.connectionproxy.trial.Trials;
import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.ConnectionProxyContract;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RemoteProtocol;
import dev.berth.node.FakeNode;
import dev.berth.remote.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over HTTPS. */
class RemoteConnectionProxyTest extends ConnectionProxyContract {
    private final LocalConnectionProxy local =
            new LocalConnectionProxy(Trials.with(TestGuacds.fake()), TestRecordings.none());
    private final TestServer server = new TestServer(
            new FakeNode("default", "connection-proxy"),
            (router, calls) -> new ConnectionProxyCalls(calls, local).mount(router));

    @Override
    protected ConnectionProxy proxy() {
        return server.connectionProxy(new FakeNode("default", "web-app"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void onlyAWebAppMayCall() {
        var caller = server.connectionProxy(new FakeNode("default", "connection-proxy", "agent", "zone-proxy"));
        var problem = assertThrows(
                Problem.class, () -> caller.test(new ConnectionTest(RemoteProtocol.VNC, "desk", 5900, Map.of())));
        assertEquals(ProblemCode.FORBIDDEN, problem.code());
    }
}
