package dev.berth.control.recording;

import dev.berth.contract.RecordingReport;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Questions about recordings, and the statements that change them. */
@Singleton
public class RecordingRepository implements PanacheRepositoryBase<Recording, UUID> {
    /** What is over stays over: reports may arrive in another order than they were sent. */
    boolean update(RecordingReport report, String detail, Instant now) {
        return update(
                        "endedAt = ?1, bytes = ?2, state = ?3, detail = ?4, changedAt = ?5 where id = ?6 and nodeId = ?7"
                                + " and sessionId = ?8 and (endedAt is null or ?3 <> ?9) and state <> ?10",
                        report.endedAt().orElse(null),
                        report.bytes(),
                        report.state(),
                        detail,
                        now,
                        report.id(),
                        report.node(),
                        report.sessionId(),
                        RecordingReport.State.WRITING,
                        RecordingReport.State.REMOVED)
                == 1;
    }

    /**
     * Takes over what the session's row says now, since that is trimmed sooner. The session may have moved on to another
     * node of its zone meanwhile.
     */
    boolean insert(RecordingReport report, String detail, Instant now) {
        return getEntityManager()
                        .createNativeQuery("insert into recording (id, session_id, user_id, user_name, workspace_name,"
                                + " server_name, node_id, node_name, started_at, ended_at, bytes, state, detail, changed_at)"
                                + " select ?1, s.id, s.user_id, s.user_name, s.workspace_name, coalesce(s.server_name, ''),"
                                + " n.id, n.name, ?4, cast(?5 as timestamptz), ?6, ?7, ?8, ?9"
                                + " from session s, node n where s.id = ?2 and n.id = ?3 and (s.node_id = n.id"
                                + " or exists (select 1 from node o where o.id = s.node_id and o.zone = n.zone))"
                                + " on conflict (id) do nothing")
                        .setParameter(1, report.id())
                        .setParameter(2, report.sessionId())
                        .setParameter(3, report.node())
                        .setParameter(4, report.startedAt())
                        .setParameter(5, report.endedAt().orElse(null))
                        .setParameter(6, report.bytes())
                        .setParameter(7, report.state().name())
                        .setParameter(8, detail)
                        .setParameter(9, now)
                        .executeUpdate()
                == 1;
    }

    List<Recording> latest(@Nullable UUID session, @Nullable UUID user, int most) {
        var asked = new HashMap<String, Object>();
        if (session != null) {
            asked.put("sessionId", session);
        }
        if (user != null) {
            asked.put("userId", user);
        }
        var conditions =
                asked.keySet().stream().map(name -> name + " = :" + name).collect(Collectors.joining(" and "));
        return find(conditions.isEmpty() ? "order by startedAt desc" : conditions + " order by startedAt desc", asked)
                .page(0, most)
                .list();
    }

    /** False when somebody has deleted it before. */
    boolean markRemoval(UUID id, Instant now) {
        return update("removalAt = ?2 where id = ?1 and removalAt is null", id, now) == 1;
    }

    List<Recording> removable(Instant now, int most) {
        return find("removalAt <= ?1 order by removalAt", now).page(0, most).list();
    }

    void removeLater(UUID id, Instant at) {
        update("removalAt = ?2 where id = ?1", id, at);
    }

    void trim(Instant removedBefore) {
        delete("state = ?1 and changedAt < ?2", RecordingReport.State.REMOVED, removedBefore);
    }

    /** True when the caller did not do this to the recording a while ago. */
    boolean isNewAccess(UUID id, String actor, String action, Instant now, Instant before) {
        return getEntityManager()
                        .createNativeQuery("insert into recording_access (recording_id, actor, action, at)"
                                + " values (?1, ?2, ?3, ?4) on conflict (recording_id, actor, action) do update"
                                + " set at = excluded.at where recording_access.at < ?5")
                        .setParameter(1, id)
                        .setParameter(2, actor)
                        .setParameter(3, action)
                        .setParameter(4, now)
                        .setParameter(5, before)
                        .executeUpdate()
                == 1;
    }
}
