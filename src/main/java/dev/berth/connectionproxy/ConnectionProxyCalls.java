package dev.berth.connectionproxy;

import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.RecordingRequest;
import dev.berth.node.NodeName;
import dev.berth.node.Role;
import dev.berth.node.call.NodeCalls;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;

/** {@code /internal/connection-proxy/…}: the connection proxy for web apps in other processes. Nobody else may call it. */
@Singleton
final class ConnectionProxyCalls {
    private final NodeCalls calls;
    private final ConnectionProxy proxy;

    ConnectionProxyCalls(NodeCalls calls, LocalConnectionProxy proxy) {
        this.calls = calls;
        this.proxy = proxy;
    }

    void mount(Router router) {
        calls.below(router, "/internal/connection-proxy/")
                .answer("test", ConnectionTest.class, ConnectionProxyCalls::admit, proxy::test)
                .answer("recording", RecordingRequest.class, ConnectionProxyCalls::admit, proxy::recording)
                .carryOut(
                        "remove-recording",
                        RecordingRequest.class,
                        ConnectionProxyCalls::admit,
                        request -> proxy.removeRecording(request.id()));
    }

    private static void admit(NodeName caller, Object call) {
        NodeCalls.require(caller, Role.WEB_APP);
    }
}
