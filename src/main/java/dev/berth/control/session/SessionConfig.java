package dev.berth.control.session;

import dev.berth.contract.Doc;
import dev.berth.control.workspace.KeepaliveAction;
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

    @Doc("Time that a session runs on while nobody is connected to it.")
    @WithDefault("1h")
    Duration keepalive();

    @Doc("What happens to a session when that time is over, unless its workspace says otherwise: end, pause or stop.")
    @WithDefault("end")
    KeepaliveAction keepaliveAction();

    @Doc("Time for which a paused or stopped session is kept; then it ends.")
    @WithDefault("7d")
    Duration kept();

    @Doc("Ended sessions are listed for this long.")
    @WithDefault("30d")
    Duration history();
}
