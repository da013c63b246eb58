package dev.berth.connectionproxy.dial;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of a connection proxy about the machines that it connects. */
@ConfigMapping(prefix = "berth")
@Doc("Role connection-proxy")
public interface DialConfig {
    @Doc(
            "Networks that may be dialled (10.0.0.0/8,fd00::/8); all when not set. Loopback, link-local, multicast, reserved addresses and the metadata services of clouds are refused unless a network listed here lies within them.")
    Optional<List<String>> dialAllow();

    @Doc("Networks that are never dialled, even when --dial-allow lists them.")
    Optional<List<String>> dialDeny();

    @Doc(value = "Time in which a machine must accept a connection.", least = 100)
    @WithDefault("5s")
    Duration dialTimeout();
}
