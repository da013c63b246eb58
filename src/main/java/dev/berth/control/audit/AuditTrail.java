package dev.berth.control.audit;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** Writes and reads the audit trail. Texts are cut to a bound, so that nobody can fill it with one request. */
@Singleton
public class AuditTrail {
    private static final int LONGEST = 300;

    private final AuditConfig config;
    private final Clock clock;

    AuditTrail(AuditConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Joins the caller's transaction, so that an act and its record stand or fall together. */
    @Transactional
    public void record(String actor, String action, String subject, String detail, String address) {
        Panache.getEntityManager()
                .createNativeQuery("insert into audit_event (at, actor, action, subject, detail, address)"
                        + " values (?1, ?2, ?3, ?4, ?5, ?6)")
                .setParameter(1, clock.instant())
                .setParameter(2, cut(actor))
                .setParameter(3, action)
                .setParameter(4, cut(subject))
                .setParameter(5, cut(detail))
                .setParameter(6, cut(address))
                .executeUpdate();
    }

    @Transactional
    public List<AuditEvent> latest(int limit) {
        List<?> rows = Panache.getEntityManager()
                .createNativeQuery("select at, actor, action, subject, detail, address from audit_event"
                        + " order by at desc limit ?1")
                .setParameter(1, limit)
                .getResultList();
        return rows.stream().map(row -> event((Object[]) row)).toList();
    }

    /** Makes next month's partition and drops those past the retention: no row-wise deletes. */
    @Transactional
    public void maintain(Instant now) {
        var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        for (int i = 0; i <= 1; i++) {
            create(month.plusMonths(i + 1L));
        }
        var oldest = month.minusMonths(config.retentionMonths());
        List<?> names = Panache.getEntityManager()
                .createNativeQuery(
                        "select relname from pg_class where relispartition and relname ~ '^audit_event_[0-9]{6}$'")
                .getResultList();
        for (var name : names) {
            if (name.toString().compareTo(name(oldest)) < 0) {
                Panache.getEntityManager()
                        .createNativeQuery("drop table " + name)
                        .executeUpdate();
            }
        }
        Panache.getEntityManager()
                .createNativeQuery("delete from only audit_event_default where at < ?1")
                .setParameter(1, oldest.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                .executeUpdate();
    }

    private static void create(YearMonth month) {
        Panache.getEntityManager()
                .createNativeQuery("create table if not exists " + name(month)
                        + " partition of audit_event for values from ('" + month.atDay(1) + " 00:00:00+00') to ('"
                        + month.plusMonths(1).atDay(1) + " 00:00:00+00')")
                .executeUpdate();
    }

    private static String name(YearMonth month) {
        return "audit_event_%d%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private static AuditEvent event(Object[] row) {
        return new AuditEvent(
                (Instant) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4], (String) row[5]);
    }

    private static String cut(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }
}
