package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Doc;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of sessions on existing machines. */
@ConfigMapping(prefix = "berth.remote")
@Doc("Sessions on existing machines (role connection-proxy)")
public interface RemoteConfig {
    @Doc("How long a machine stays connected after its last browser has gone; one that comes back finds all as it was.")
    @WithDefault("30s")
    Duration grace();

    @Doc(value = "Time in which guacd must have taken a connection up.", least = 100)
    @WithDefault("15s")
    Duration connectTimeout();

    @Doc(
            value =
                    "A machine that shows nothing new is asked this often whether it is still there, then less and less often; three failures in a row end the connection.",
            least = 100)
    @WithDefault("15s")
    Duration liveness();

    @Doc("The largest text that may be copied into a machine or out of it; a larger one is refused whole.")
    @WithDefault("1M")
    MemorySize clipboardLimit();
}
