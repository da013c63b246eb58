package dev.berth.connectionproxy.recording;

import dev.berth.contract.Doc;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of recordings. Which sessions are recorded is said by their workspaces. */
@ConfigMapping(prefix = "berth.recording")
@Doc("Recordings of sessions on existing machines (role connection-proxy)")
public interface RecordingConfig {
    @Doc("Directory of the recordings; recordings in the data directory when not set.")
    Optional<Path> directory();

    @Doc("Record the keys that are pressed as well, passwords among them.")
    @WithDefault("false")
    boolean keys();

    @Doc("Time that a recording is kept after its end; 0s keeps it until somebody deletes it.")
    @WithDefault("30d")
    Duration keep();

    @Doc(
            value =
                    "The largest that one recording may become; it ends there, and a session that must be recorded with it.",
            least = 4096)
    @WithDefault("1G")
    MemorySize maxBytes();

    @Doc(
            "Disk space that recordings leave free: with less nothing is recorded, and sessions that must be do not start.")
    @WithDefault("1G")
    MemorySize diskReserve();
}
