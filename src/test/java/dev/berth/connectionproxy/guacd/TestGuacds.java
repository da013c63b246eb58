package dev.berth.connectionproxy.guacd;

import dev.berth.topology.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/** Guacds outside of the program. */
public final class TestGuacds {
    private static final Duration UP = Duration.ofSeconds(60);

    private TestGuacds() {}

    /** @param settings as name=value, without the prefix */
    static GuacdConfig config(String... settings) {
        var values = new HashMap<String, String>();
        for (var setting : settings) {
            values.put("berth." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GuacdConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 1))
                .build()
                .getConfigMapping(GuacdConfig.class);
    }

    static Guacds of(UUID node, Path data, String... settings) {
        return new Guacds(Sources.of(config(settings), node, data), new SimpleMeterRegistry());
    }

    static Guacds up(Guacds guacds) {
        guacds.start();
        Await.until("guacd is up", UP, () -> guacds.findings().isEmpty());
        return guacds;
    }

    /** One that runs already; up when this returns. */
    public static Guacds at(String address) {
        return up(new Guacds(new Sources(List.of(Sources.configured(address)), () -> {}), new SimpleMeterRegistry()));
    }

    /** None at all. */
    public static Guacds none() {
        return new Guacds(new Sources(List.of(), () -> {}), new SimpleMeterRegistry());
    }

    /** One that answers a knock and nothing else. */
    public static Guacds fake() {
        return up(new Guacds(new Sources(List.of(new FakeGuacd("fake")), () -> {}), new SimpleMeterRegistry()));
    }
}
