package dev.berth.control.session;

import dev.berth.contract.CheckIn;
import dev.berth.contract.Orders;
import dev.berth.contract.PassUse;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Node;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** What nodes tell of grace: the list that each has, and whom it let in by it. Called in a transaction. */
@Singleton
final class PassUses {
    private final SessionRepository sessions;
    private final SessionPlaces places;
    private final AuditTrail audit;

    PassUses(SessionRepository sessions, SessionPlaces places, AuditTrail audit) {
        this.sessions = sessions;
        this.places = places;
        this.audit = audit;
    }

    /** The lists that were just sent, by node; nothing where none was. */
    void told(Map<UUID, Orders> answers) {
        var told = answers.entrySet().stream()
                .filter(answer -> answer.getValue().passes().isPresent())
                .sorted(Map.Entry.comparingByKey())
                .toList();
        if (!told.isEmpty()) {
            Panache.getEntityManager()
                    .createNativeQuery("insert into node_grace (node_id, list_at) select * from unnest(?1, ?2)"
                            + " on conflict (node_id) do update set list_at = excluded.list_at")
                    .setParameter(1, told.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                    .setParameter(
                            2,
                            told.stream()
                                    .map(answer -> answer.getValue()
                                            .passes()
                                            .orElseThrow()
                                            .at())
                                    .toArray(Instant[]::new))
                    .executeUpdate();
        }
    }

    /** Of sessions in the node's own zone; what it says of others is worth nothing. */
    void record(Node node, CheckIn checkIn) {
        var own = checkIn.passUses().stream()
                .filter(use -> node.joinedAt != null && record(node, use))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        Panache.getEntityManager()
                .createNativeQuery(
                        "insert into node_grace (node_id, list_at, first_use_at, last_use_at, uses)"
                                + " values (?1, ?2, ?3, ?4, ?5) on conflict (node_id) do update set"
                                + " first_use_at = excluded.first_use_at, last_use_at = excluded.last_use_at, uses = excluded.uses")
                .setParameter(1, node.id)
                .setParameter(2, checkIn.passListAt().orElse(Instant.EPOCH))
                .setParameter(
                        3,
                        own.stream().map(PassUse::first).min(Instant::compareTo).orElseThrow())
                .setParameter(
                        4,
                        own.stream().map(PassUse::last).max(Instant::compareTo).orElseThrow())
                .setParameter(5, own.stream().mapToInt(PassUse::count).sum())
                .executeUpdate();
    }

    private boolean record(Node node, PassUse use) {
        var session = sessions.findByIdOptional(use.sessionId())
                .filter(found -> places.zone(found).equals(node.zone))
                .orElse(null);
        if (session == null) {
            return false;
        }
        audit.record(
                session.userName,
                "session.grace",
                session.workspaceName,
                "node " + node.name + " let " + use.count() + (use.count() == 1 ? " connection" : " connections")
                        + " in by grace, the control plane not answering, from "
                        + use.first().truncatedTo(ChronoUnit.SECONDS) + " to "
                        + use.last().truncatedTo(ChronoUnit.SECONDS) + " [" + session.id + "]",
                "");
        return true;
    }
}
