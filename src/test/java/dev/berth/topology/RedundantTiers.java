package dev.berth.topology;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands RA3 to tests: brought up once for all classes that ask for it, taken down after the last test. */
public final class RedundantTiers implements ParameterResolver {
    /** Closed by JUnit when the run ends. */
    private record Shared(Hosts hosts) implements AutoCloseable {
        @Override
        public void close() {
            hosts.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Hosts.class;
    }

    @Override
    public Hosts resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Assumptions.assumeTrue(Hosts.possible(), "network namespaces need root");
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RedundantTiers.class))
                .getOrComputeIfAbsent("ra3", key -> new Shared(Hosts.up("ra3")), Shared.class)
                .hosts();
    }
}
