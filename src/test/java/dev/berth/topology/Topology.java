package dev.berth.topology;

import java.nio.file.Path;

/** The reference architectures as real processes. The same journeys run on each. */
public enum Topology {
    /** One server. */
    RA1 {
        @Override
        public Deployment start(Path directory) {
            return new Deployment(directory, "all");
        }
    },
    /** Agents on their own hosts. Here they share one engine, as two agents on one host would. */
    RA2 {
        @Override
        public Deployment start(Path directory) {
            var deployment = new Deployment(directory, "web-app,database,connection-proxy,zone-proxy");
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
    public abstract Deployment start(Path directory);
}
