package dev.berth.topology;

import java.nio.file.Path;
import java.util.function.Consumer;

/** The reference architectures as real processes. The same journeys run on each. */
public enum Topology {
    /** One server. */
    RA1 {
        @Override
        public Deployment start(Path directory, Consumer<Program> settings) {
            return new Deployment(directory, "all", settings);
        }
    },
    /** Agents on their own hosts. Here they share one engine, as two agents on one host would. */
    RA2 {
        @Override
        public Deployment start(Path directory, Consumer<Program> settings) {
            var deployment = new Deployment(directory, "web-app,database,connection-proxy,zone-proxy", settings);
            try {
                for (var name : new String[] {"agent-1", "agent-2"}) {
                    deployment.join(name, "agent");
                }
                return deployment;
            } catch (RuntimeException | AssertionError failed) {
                deployment.close();
                throw failed;
            }
        }
    };

    /** Starts it and waits until every node is ready. */
    public final Deployment start(Path directory) {
        return start(directory, usual -> {});
    }

    /** @param settings of the program that browsers talk to */
    public abstract Deployment start(Path directory, Consumer<Program> settings);
}
