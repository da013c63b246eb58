package dev.berth.connectionproxy;

import dev.berth.connectionproxy.guacd.TestGuacds;
import dev.berth.connectionproxy.recording.TestRecordings;
import dev.berth.connectionproxy.trial.Trials;
import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.ConnectionProxyContract;

/** In the same process. */
class LocalConnectionProxyTest extends ConnectionProxyContract {
    private final ConnectionProxy proxy =
            new LocalConnectionProxy(Trials.with(TestGuacds.fake()), TestRecordings.none());

    @Override
    protected ConnectionProxy proxy() {
        return proxy;
    }
}
