package dev.berth.node.identity;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How a node joins a deployment and knows the others. */
@ConfigMapping(prefix = "berth")
@Doc("Joining a deployment (roles other than web-app)")
public interface IdentityConfig {
    @Doc("Upstream Auth Address: where this node reaches the web apps, for example https://berth.example.org.")
    Optional<String> upstream();

    @Doc(
            value =
                    "One-time token that lets this node join, made in the console under Nodes; not as a flag, which every user of the host could read.",
            secret = true,
            hidden = true)
    Optional<String> joinToken();

    @Doc("File that holds the join token.")
    Optional<Path> joinTokenFile();

    @Doc(
            "Certificates (PEM) of the authorities that vouch for the TLS of the upstream and of other nodes, besides the deployment's own; the Java runtime's are used when not set.")
    Optional<Path> upstreamCa();

    @Doc("How far the clocks of two nodes may differ before they refuse each other's calls.")
    @WithDefault("5m")
    Duration clockTolerance();
}
