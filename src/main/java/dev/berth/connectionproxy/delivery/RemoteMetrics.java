package dev.berth.connectionproxy.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** What is measured of sessions on existing machines. */
@Singleton
record RemoteMetrics(MeterRegistry meters) {
    void gauges(Supplier<Number> machines, Supplier<Number> browsers) {
        Gauge.builder("berth.remote.machines", machines)
                .description("Machines that are connected, with a browser or in their grace")
                .register(meters);
        Gauge.builder("berth.remote.browsers", browsers)
                .description("Browsers at connected machines")
                .register(meters);
    }

    /** @param outcome {@code ready}, or the problem's code */
    void connected(String protocol, String outcome, Timer.Sample since) {
        since.stop(Timer.builder("berth.remote.connects")
                .description("Time from a browser's arrival until guacd had taken the machine up, or why not")
                .tag("protocol", protocol)
                .tag("outcome", outcome)
                .register(meters));
    }

    /** @param how {@code finished}, {@code error}, {@code lost}, {@code guacd}, {@code grace} or {@code ordered} */
    void ended(String how) {
        meters.counter("berth.remote.ends", "how", how).increment();
    }

    void joined(String outcome) {
        meters.counter("berth.remote.joins", "outcome", outcome).increment();
    }
}
