package dev.berth.relay;

import dev.berth.contract.OpenStream;
import dev.berth.contract.PassUse;
import dev.berth.contract.SessionRoute;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom this node let in by grace, until the control plane has heard of it: as many entries as there are passes at most. */
final class GraceUses {
    private final Map<OpenStream, PassUse> uses = new HashMap<>();
    private Map<OpenStream, PassUse> told = Map.of();

    /** @return true when it is the first since the control plane was last heard */
    synchronized boolean add(SessionRoute route, Instant now) {
        boolean first = uses.isEmpty();
        uses.merge(
                new OpenStream(route.sessionId(), route.loginId()),
                new PassUse(route.sessionId(), route.loginId(), now, now, 1),
                (before, fresh) -> before.again(now));
        return first;
    }

    synchronized List<PassUse> report() {
        told = Map.copyOf(uses);
        return List.copyOf(told.values());
    }

    /** What was in the last report has arrived; what came meanwhile stays. */
    synchronized void reported() {
        told.forEach((who, arrived) -> uses.computeIfPresent(
                who,
                (_, now) -> now.count() == arrived.count()
                        ? null
                        : new PassUse(
                                now.sessionId(),
                                now.loginId(),
                                arrived.last(),
                                now.last(),
                                now.count() - arrived.count())));
        told = Map.of();
    }
}
