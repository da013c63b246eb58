package dev.berth.connectionproxy.guacd;

import dev.berth.contract.ConnectionProxy;
import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Report;
import dev.berth.node.Reporter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All guacd of this connection proxy. A session gets a place at the one with the fewest connections. */
@Singleton
public final class Guacds implements Reporter {
    private final List<Guacd> all;
    private final Runnable cleanUp;
    private @Nullable Thread starter;

    @Inject
    Guacds(GuacdConfig config, NodeConfig common, NodeIdentity identity, MeterRegistry meters) {
        this(Sources.of(config, identity.address().id(), common.dataDir()), meters);
    }

    Guacds(Sources sources, MeterRegistry meters) {
        this.all = sources.all().stream().map(Guacd::new).toList();
        this.cleanUp = sources.cleanUp();
        all.forEach(guacd -> measure(guacd, meters));
    }

    private static void measure(Guacd guacd, MeterRegistry meters) {
        Gauge.builder("berth.guacd.up", guacd, one -> one.isUp() ? 1 : 0)
                .description("Whether this guacd can be used")
                .tag("guacd", guacd.name())
                .register(meters);
        Gauge.builder("berth.guacd.connections", guacd, Guacd::connections)
                .description("Sessions that have a connection at this guacd")
                .tag("guacd", guacd.name())
                .register(meters);
        FunctionCounter.builder("berth.guacd.deaths", guacd, Guacd::deaths)
                .description("How often this guacd has died")
                .tag("guacd", guacd.name())
                .register(meters);
    }

    /** Returns at once; none may be up yet. What a process before this one left is removed first. */
    public void start() {
        starter = Thread.ofVirtual().name("guacd-start").start(() -> {
            cleanUp.run();
            all.forEach(Guacd::start);
        });
    }

    /** Ends those that were started here, all at once. */
    public void stop() {
        try {
            if (starter != null) {
                starter.join();
            }
            for (var thread : all.stream().map(Guacds::stopping).toList()) {
                thread.join();
            }
            cleanUp.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread stopping(Guacd guacd) {
        return Thread.ofVirtual().name("guacd-stop").start(guacd::stop);
    }

    /** @throws Problem {@code UNAVAILABLE} when none can be used, saying why */
    public synchronized Lease lease() {
        return all.stream()
                .sorted(Comparator.comparingInt(Guacd::connections))
                .flatMap(guacd -> guacd.lease().stream())
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemCode.UNAVAILABLE, trouble()));
    }

    /** What administrators should know and do; empty when all are up, or none is wanted. */
    public List<String> findings() {
        return all.stream()
                .flatMap(guacd -> guacd.trouble().stream())
                .distinct()
                .toList();
    }

    /** For health checks, in a few words. */
    public String state() {
        if (all.isEmpty()) {
            return "none, by --guacd=none";
        }
        long up = all.stream().filter(Guacd::isUp).count();
        return up + " of " + all.size() + " up" + (up == all.size() ? "" : ": " + String.join(" ", findings()));
    }

    private String trouble() {
        return all.isEmpty()
                ? "This connection proxy was told to do without guacd (--guacd=none)."
                : findings().stream().collect(Collectors.joining(" "));
    }

    @Override
    public void report(Report report) {
        boolean none = !all.isEmpty() && all.stream().noneMatch(Guacd::isUp);
        findings().forEach(trouble -> report.finding(none ? ConnectionProxy.UNABLE + trouble : trouble));
    }

    @Override
    public void obey(Orders orders) {}
}
