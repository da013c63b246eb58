package dev.berth.control.session;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.Orders;
import dev.berth.control.image.Preloads;
import dev.berth.control.node.Node;
import dev.berth.control.node.Nodes;
import dev.berth.control.node.Sighting;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers many reports at once that say what their nodes' rows say already: the same few statements, however many they
 * are, and nothing is written but when the nodes were last heard of. The rows are read each time, so that an order is in
 * the answer to the next report whichever web app hears it.
 */
@Singleton
public class RoutineDesk {
    private final Nodes nodes;
    private final SessionRepository sessions;
    private final ReportedStreams streams;
    private final Preloads preloads;
    private final OrderDesk orders;
    private final PassUses uses;

    RoutineDesk(
            Nodes nodes,
            SessionRepository sessions,
            ReportedStreams streams,
            Preloads preloads,
            OrderDesk orders,
            PassUses uses) {
        this.nodes = nodes;
        this.sessions = sessions;
        this.streams = streams;
        this.preloads = preloads;
        this.orders = orders;
        this.uses = uses;
    }

    /** A report and when it came. */
    record Arrival(CheckIn report, Instant at) {
        UUID node() {
            return report.node().id();
        }
    }

    /** @return in the order of the reports; empty for one that has to be looked at by itself */
    @Transactional
    List<Optional<Orders>> answer(List<Arrival> arrivals) {
        var routine = routine(arrivals);
        if (routine.isEmpty()) {
            return arrivals.stream().map(_ -> Optional.<Orders>empty()).toList();
        }
        var here = sessions.residents(routine.keySet());
        routine.values()
                .removeIf(known ->
                        here.getOrDefault(known.node().id, List.of()).stream().anyMatch(Resident::outdated));
        var heard = arrivals.stream()
                .filter(arrival -> routine.containsKey(arrival.node()))
                .toList();
        nodes.seen(heard.stream()
                .map(arrival -> Sighting.of(arrival.report(), arrival.at()))
                .toList());
        var cut = streams.withoutRight(heard.stream()
                .flatMap(arrival -> arrival.report().streams().stream())
                .toList());
        var answers = new HashMap<UUID, Orders>();
        for (var arrival : heard) {
            var known = Objects.requireNonNull(routine.get(arrival.node()));
            var residents = here.getOrDefault(arrival.node(), List.of());
            answers.put(arrival.node(), orders.orders(known.node(), arrival.report(), residents, cut, known.preload()));
        }
        uses.told(answers);
        return arrivals.stream()
                .map(arrival -> Optional.ofNullable(answers.get(arrival.node())))
                .toList();
    }

    private record Known(Node node, List<ImageOrder> preload) {}

    /** By node. Of one that reports twice at once both reports are looked at by themselves. */
    private Map<UUID, Known> routine(List<Arrival> arrivals) {
        var unchanged = nodes.unchanged(arrivals.stream().map(Arrival::report).toList());
        var reports = new HashMap<Node, CheckIn>();
        var met = new HashSet<UUID>();
        for (var arrival : arrivals) {
            var node = unchanged.get(arrival.node());
            if (!met.add(arrival.node())) {
                reports.remove(node);
            } else if (node != null
                    && node.drainSince == null
                    && arrival.report().passUses().isEmpty()) {
                reports.put(node, arrival.report());
            }
        }
        var routine = new HashMap<UUID, Known>();
        preloads.known(reports).forEach((node, preload) -> routine.put(node.id, new Known(node, preload)));
        return routine;
    }
}
