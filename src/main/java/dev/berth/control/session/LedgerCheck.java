package dev.berth.control.session;

import dev.berth.control.job.Job;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Compares what is reserved on nodes with the sessions that have reserved it. A difference is an error: it is logged, and put right. */
@Singleton
public final class LedgerCheck implements Job {
    /** Each reservation was made in one transaction with its session's step, so a plain sum is the truth. */
    private static final String SUMS =
            "select coalesce(sum(s.cores), 0) as cores, coalesce(sum(s.memory_bytes), 0) as memory,"
                    + " coalesce(sum(s.gpus), 0) as gpus, count(s.id) as sessions"
                    + " from session s where s.node_id = n.id and s.state <> 'ENDED' and s.reserved";

    private static final String WRONG = "(abs(n.reserved_cores - t.cores) > 1e-6 or n.reserved_memory_bytes <> t.memory"
            + " or n.reserved_gpus <> t.gpus or n.reserved_sessions <> t.sessions)";

    LedgerCheck() {}

    @Override
    public void run() {
        suspects().forEach(this::repair);
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(20);
    }

    private static List<UUID> suspects() {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<?> ids = Panache.getEntityManager()
                    .createNativeQuery("select n.id from node n cross join lateral (" + SUMS + ") t where " + WRONG)
                    .getResultList();
            return ids.stream().map(UUID.class::cast).toList();
        });
    }

    /** With the node's row locked no reservation is under way on it; what is committed then counts. */
    private void repair(UUID node) {
        int repaired = QuarkusTransaction.requiringNew().call(() -> {
            var database = Panache.getEntityManager();
            database.createNativeQuery("select id from node where id = ?1 for update")
                    .setParameter(1, node)
                    .getResultList();
            return database.createNativeQuery("update node w set reserved_cores = t.cores,"
                            + " reserved_memory_bytes = t.memory, reserved_gpus = t.gpus, reserved_sessions = t.sessions"
                            + " from node n cross join lateral (" + SUMS + ") t"
                            + " where w.id = n.id and n.id = ?1 and " + WRONG)
                    .setParameter(1, node)
                    .executeUpdate();
        });
        if (repaired > 0) {
            Log.warnf("the ledger of node %s did not agree with its sessions; it was put right", node);
        }
    }
}
