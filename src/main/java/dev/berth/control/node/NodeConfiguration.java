package dev.berth.control.node;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the control plane judges nodes. */
@ConfigMapping(prefix = "berth.nodes")
@Doc("Nodes (role web-app)")
public interface NodeConfiguration {
    @Doc("A node that has not reported for this long is missing: nothing new goes to it, and its sessions end.")
    @WithDefault("12s")
    Duration missingAfter();

    @Doc(value = "Agents of a zone that pull the same image in advance at the same time.", least = 1)
    @WithDefault("3")
    int preloadAtOnce();

    @Doc(value = "Life of a node's certificate; it is renewed after two thirds of it.", least = 3_000)
    @WithDefault("30d")
    Duration certificateLifetime();
}
