package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Target;
import java.util.Optional;

/** What to say to a machine so that it says something. */
final class FirstWords {
    /** A connection request (X.224) that offers TLS and NLA. */
    private static final byte[] RDP = {3, 0, 0, 19, 14, (byte) 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0};

    private FirstWords() {}

    /** Nothing for a machine that would not understand it. */
    static Optional<byte[]> to(Target target) {
        return switch (target.protocol()) {
            // they speak first
            case SSH, VNC -> Optional.of(new byte[0]);
            // Hyper-V's console begins in another way
            case RDP -> "vmconnect".equals(target.parameters().get("security")) ? Optional.empty() : Optional.of(RDP);
        };
    }
}
