package dev.berth.connectionproxy.dial;

import dev.berth.node.AddressBlock;
import java.util.Optional;

/** Looks at the settings before anything starts, so that a wrong one is told with all others. */
public final class DialSettings {
    private DialSettings() {}

    /** What is wrong with a list of networks; empty when nothing is. */
    public static Optional<String> networks(String list) {
        for (var text : list.split(",")) {
            try {
                AddressBlock.parse(text.strip());
            } catch (IllegalArgumentException malformed) {
                return Optional.of("'" + text.strip() + "' is not a network like 10.0.0.0/8 or an address.");
            }
        }
        return Optional.empty();
    }
}
