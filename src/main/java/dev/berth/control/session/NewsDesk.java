package dev.berth.control.session;

import dev.berth.contract.CheckIn;
import dev.berth.contract.Orders;
import dev.berth.control.image.Preloads;
import dev.berth.control.node.Drains;
import dev.berth.control.node.Nodes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a report that may say something new: one at a time, each in a transaction of its own. */
@Singleton
public class NewsDesk {
    private final Nodes nodes;
    private final SessionRepository sessions;
    private final ReportedStreams streams;
    private final Drains drains;
    private final Preloads preloads;
    private final OrderDesk orders;
    private final PassUses uses;

    NewsDesk(
            Nodes nodes,
            SessionRepository sessions,
            ReportedStreams streams,
            Drains drains,
            Preloads preloads,
            OrderDesk orders,
            PassUses uses) {
        this.nodes = nodes;
        this.sessions = sessions;
        this.streams = streams;
        this.drains = drains;
        this.preloads = preloads;
        this.orders = orders;
        this.uses = uses;
    }

    @Transactional
    Orders record(CheckIn checkIn) {
        var node = nodes.record(checkIn);
        var here = sessions.residents(Set.of(node.id)).getOrDefault(node.id, List.of());
        if (node.drainSince != null) {
            drains.report(node, checkIn.streams().isEmpty() && here.stream().noneMatch(Resident::isContainer));
        }
        var cut = streams.withoutRight(checkIn.streams());
        var preload = preloads.orders(node, checkIn);
        if (OrderDesk.isConnectionProxy(node) && here.stream().anyMatch(Resident::outdated)) {
            sessions.told(node.id);
        }
        uses.record(node, checkIn);
        var answer = orders.orders(node, checkIn, here, cut, preload);
        uses.told(Map.of(node.id, answer));
        return answer;
    }
}
