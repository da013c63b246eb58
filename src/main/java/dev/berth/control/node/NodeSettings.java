package dev.berth.control.node;

import dev.berth.contract.Problem;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** How nodes are let in and judged: one row, the same for every web app, which may be a few seconds behind. */
@Singleton
public class NodeSettings {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration LEAST = Duration.ofSeconds(3);
    private static final Duration MOST = Duration.ofDays(7);

    private final NodeConfiguration config;
    private final AuditTrail audit;
    private final Remembered<Values> row;

    /**
     * @param autoEnable   a node that has joined takes sessions at once; else an administrator enables it first
     * @param missingAfter a node silent for so long gets nothing new, and its sessions end
     * @param deadAfter    a node silent for so long is not expected back
     */
    public record Values(boolean autoEnable, Duration missingAfter, Duration deadAfter) {}

    NodeSettings(NodeConfiguration config, AuditTrail audit, Clock clock) {
        this.config = config;
        this.audit = audit;
        this.row = new Remembered<>(FRESH, clock);
    }

    @Transactional
    public Values get() {
        return row.get(this::read);
    }

    private Values read() {
        var said = (Object[]) Panache.getEntityManager()
                .createNativeQuery("select auto_enable, missing_after_seconds, dead_after_seconds from node_setting")
                .getSingleResult();
        var missing = said[1] instanceof Integer seconds ? Duration.ofSeconds(seconds) : config.missingAfter();
        return new Values((Boolean) said[0], missing, Duration.ofSeconds((Integer) said[2]));
    }

    Duration missingAfter() {
        return get().missingAfter();
    }

    /** @throws Problem {@code INVALID} */
    @Transactional
    public Values set(Values values, Caller by) {
        if (values.missingAfter().compareTo(LEAST) < 0 || values.missingAfter().compareTo(MOST) > 0) {
            throw Problem.invalid("missingAfterSeconds", "A node is missing after 3 seconds to 7 days.");
        }
        if (values.deadAfter().compareTo(values.missingAfter()) < 0
                || values.deadAfter().compareTo(MOST) > 0) {
            throw Problem.invalid("deadAfterSeconds", "A node is dead after it is missing, and within 7 days.");
        }
        Panache.getEntityManager()
                .createNativeQuery(
                        "update node_setting set auto_enable = ?1, missing_after_seconds = ?2, dead_after_seconds = ?3")
                .setParameter(1, values.autoEnable())
                .setParameter(2, (int) values.missingAfter().toSeconds())
                .setParameter(3, (int) values.deadAfter().toSeconds())
                .executeUpdate();
        audit.record(
                by.name(),
                "settings.changed",
                "nodes",
                "auto-enable " + values.autoEnable() + ", missing after "
                        + values.missingAfter().toSeconds() + " s, dead after "
                        + values.deadAfter().toSeconds() + " s",
                by.address());
        row.forget();
        return values;
    }
}
