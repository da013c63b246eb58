package dev.berth.connectionproxy.guacd;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A guacd that was started.
 *
 * @param death why it ended, in a sentence; empty while it runs, as far as can be told. May block.
 * @param kill  ends it, and succeeds when it has ended already. May block.
 */
record Running(InetSocketAddress address, Supplier<Optional<String>> death, Runnable kill) {}
