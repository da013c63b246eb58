package dev.berth.control.session;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of sessions. */
@ConfigMapping(prefix = "berth.session")
@Doc("Sessions (role web-app)")
public interface SessionConfig {
    @Doc(value = "Live sessions that a user may have at once.", least = 1)
    @WithDefault("5")
    int perUser();

    @Doc("A session to which nobody is connected for this long ends.")
    @WithDefault("1h")
    Duration keepalive();

    @Doc("Ended sessions are listed for this long.")
    @WithDefault("30d")
    Duration history();
}
