package dev.berth.remote;

import dev.berth.node.NodeAuth;
import java.util.Optional;

/** The control plane as another process sees it. */
public final class TestControl {
    private TestControl() {}

    public static RemoteControl at(NodeAuth auth, String upstream) {
        return new RemoteControl(auth, Optional.of(upstream));
    }
}
