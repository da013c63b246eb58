package dev.berth.connectionproxy.guacd;

import dev.berth.contract.Doc;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of a connection proxy about its guacd. */
@ConfigMapping(prefix = "berth")
@Doc("guacd (role connection-proxy)")
public interface GuacdConfig {
    @Doc(
            "Addresses of guacd that run elsewhere, host:port, comma-separated; none does without. When not set, the role starts its own: the program of --guacd-binary or on the PATH, else a container on the Docker Engine of this host.")
    Optional<List<String>> guacd();

    @Doc("The guacd program to start; it listens on a loopback port of its own.")
    Optional<Path> guacdBinary();

    @Doc("Image of the guacd container; pulled when the engine does not have it.")
    @WithDefault("guacamole/guacd:1.6.0")
    String guacdImage();

    @Doc(value = "How many guacd the role starts; sessions are spread over them.", least = 1)
    @WithDefault("1")
    int guacdInstances();

    @Doc("Memory that one guacd container may use, its files included; a session takes 20 to 60 MiB.")
    @WithDefault("2G")
    MemorySize guacdMemory();

    @Doc(value = "CPUs that one guacd container is pinned to; guacd starts a worker for each and session.", least = 1)
    @WithDefault("2")
    int guacdCpus();

    @Doc(value = "Processes and threads that one guacd container may have; a session takes 5 to 20.", least = 16)
    @WithDefault("2048")
    long guacdPids();
}
