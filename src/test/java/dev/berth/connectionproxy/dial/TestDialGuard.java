package dev.berth.connectionproxy.dial;

import dev.berth.node.AddressBlock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Guards outside of the program. */
public final class TestDialGuard {
    private TestDialGuard() {}

    /** @param allow networks; the defaults without any */
    public static DialGuard allowing(Duration timeout, String... allow) {
        return new DialGuard(
                new DialRules(Arrays.stream(allow).map(AddressBlock::parse).toList(), List.of()),
                timeout,
                InetAddress::getAllByName);
    }
}
