package dev.berth.control.session;

import dev.berth.control.node.Demand;
import dev.berth.control.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Says why a node takes a session or does not, in words. {@link dev.berth.control.node.Ledger} asks the same of the
 * database when it chooses; a test keeps the two together.
 */
final class Scheduler {
    private static final double GIB = 1024.0 * 1024 * 1024;
    private static final double ROUNDING = 1e-6;

    private Scheduler() {}

    /** Every filter; its name counts in the summary of a refusal. */
    enum Filter {
        MISSING,
        MEMBER,
        ENGINE,
        DRAINING,
        ZONE,
        LABELS,
        NETWORK,
        MEMORY,
        CORES,
        GPUS,
        SESSIONS;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a node was passed over: the filter, and a few words with the figures. */
    record Reason(Filter filter, String text) {}

    /** All reasons against the node; empty when it fits. */
    static List<Reason> reasons(Node node, Instant lastSeenAt, Instant seenSince, Instant now, Demand demand) {
        var reasons = new ArrayList<Reason>();
        membership(node, lastSeenAt, seenSince, now, reasons);
        place(node, demand, reasons);
        if (node.offeredMemoryBytes == 0) {
            reasons.add(new Reason(Filter.ENGINE, "its container engine does not answer"));
        } else {
            room(node, demand, reasons);
        }
        return List.copyOf(reasons);
    }

    /** As {@link #reasons}, of a connection proxy for a machine of the zone. */
    static List<Reason> reasons(Node proxy, Instant lastSeenAt, Instant seenSince, Instant now, String zone) {
        var reasons = new ArrayList<Reason>();
        membership(proxy, lastSeenAt, seenSince, now, reasons);
        if (!proxy.zone.equals(zone)) {
            reasons.add(new Reason(Filter.ZONE, "is in zone " + proxy.zone + ", the machine is in " + zone));
        }
        return List.copyOf(reasons);
    }

    private static void membership(
            Node node, Instant lastSeenAt, Instant seenSince, Instant now, List<Reason> reasons) {
        if (lastSeenAt.isBefore(seenSince)) {
            reasons.add(new Reason(Filter.MISSING, lastSeen(lastSeenAt, now)));
        }
        node.notAdmitted().ifPresent(why -> reasons.add(new Reason(Filter.MEMBER, why)));
        if (node.isDraining()) {
            reasons.add(new Reason(Filter.DRAINING, "is being drained"));
        }
    }

    private static String lastSeen(Instant lastSeenAt, Instant now) {
        if (lastSeenAt.equals(Instant.EPOCH)) {
            return "never seen";
        }
        long seconds = Duration.between(lastSeenAt, now).toSeconds();
        return seconds < 600 ? "last seen " + seconds + " s ago" : "last seen " + seconds / 60 + " min ago";
    }

    private static void place(Node node, Demand demand, List<Reason> reasons) {
        if (!demand.zones().isEmpty() && !demand.zones().contains(node.zone)) {
            reasons.add(new Reason(
                    Filter.ZONE,
                    "is in zone " + node.zone + ", the session has to be in " + String.join(" or ", demand.zones())));
        }
        var labels = node.labels();
        if (!demand.includeLabels().isEmpty() && Collections.disjoint(labels, demand.includeLabels())) {
            reasons.add(
                    new Reason(Filter.LABELS, "has none of the labels " + String.join(", ", demand.includeLabels())));
        }
        var excluded = demand.excludeLabels().stream().filter(labels::contains).toList();
        if (!excluded.isEmpty()) {
            reasons.add(new Reason(Filter.LABELS, "has the excluded label " + String.join(", ", excluded)));
        }
        demand.network()
                .filter(network -> !node.networks().contains(network))
                .ifPresent(network -> reasons.add(new Reason(Filter.NETWORK, "has no Docker network " + network)));
    }

    private static void room(Node node, Demand demand, List<Reason> reasons) {
        var share = demand.share();
        long memoryShort = node.reservedMemoryBytes + share.memoryBytes() - node.offeredMemoryBytes;
        double coresShort = node.reservedCores + share.cores() - node.offeredCores;
        int gpusShort = node.reservedGpus + share.gpus() - node.offeredGpus;
        Integer most = node.maxSessions;
        if (memoryShort > 0) {
            reasons.add(new Reason(Filter.MEMORY, "memory short by " + size(memoryShort)));
        }
        if (coresShort > ROUNDING) {
            reasons.add(new Reason(Filter.CORES, text("CPU short by %.1f cores", Math.max(0.1, coresShort))));
        }
        if (gpusShort > 0) {
            reasons.add(new Reason(Filter.GPUS, text("GPUs short by %d", gpusShort)));
        }
        if (most != null && node.reservedSessions >= most) {
            reasons.add(new Reason(Filter.SESSIONS, text("has its %d sessions", most)));
        }
    }

    private static String size(long bytes) {
        return bytes >= GIB / 10
                ? text("%.1f GiB", bytes / GIB)
                : text("%.0f MiB", Math.max(1, bytes / (1024.0 * 1024)));
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
