package dev.berth.webapp.api;

import dev.berth.control.node.UpstreamFindings.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's way to the control plane, as it found it when it last told. */
public record UpstreamView(
        String address,
        Instant checkedAt,
        @Nullable Double roundTripMillis,
        long lossPercent,
        List<String> answeredBy,
        List<FindingView> findings) {
    /** What is wrong with it: a name that does not change, and a sentence with what to do. */
    public record FindingView(String name, String detail) {}

    static @Nullable UpstreamView of(Way way) {
        var known = way.found().orElse(null);
        if (known == null) {
            return null;
        }
        var found = known.report();
        return new UpstreamView(
                found.address(),
                known.at(),
                found.roundTrip().map(UpstreamView::millis).orElse(null),
                found.lossPercent(),
                found.answeredBy(),
                way.findings().stream()
                        .map(finding -> new FindingView(finding.fault().wireName(), finding.detail()))
                        .toList());
    }

    static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e4) / 100.0;
    }
}
