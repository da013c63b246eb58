package dev.berth.control.zone;

import dev.berth.contract.ZoneSettings;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of zones and of their history. */
@Singleton
class ZoneRows {
    private final ZoneText text;

    ZoneRows(ZoneText text) {
        this.text = text;
    }

    List<Zone> all() {
        List<?> rows = query("select name, version, settings, changed_at, changed_by from zone order by name")
                .getResultList();
        return rows.stream().map(row -> zone((Object[]) row)).toList();
    }

    Optional<Zone> find(String name) {
        List<?> rows = query("select name, version, settings, changed_at, changed_by from zone where name = ?1", name)
                .getResultList();
        return rows.stream().map(row -> zone((Object[]) row)).findFirst();
    }

    /** @return false when it is there already */
    boolean insert(String name, ZoneSettings settings, Instant now, String by) {
        return query(
                                "insert into zone (name, version, settings, changed_at, changed_by) select ?1,"
                                        + " coalesce((select max(version) from zone_version where zone = ?1), 0) + 1, ?2, ?3, ?4"
                                        + " on conflict do nothing",
                                name,
                                text.write(settings),
                                now,
                                by)
                        .executeUpdate()
                == 1;
    }

    /** @return false when it has another version by now */
    boolean update(String name, int version, ZoneSettings settings, Instant now, String by) {
        return query(
                                "update zone set version = version + 1, settings = ?3, changed_at = ?4, changed_by = ?5"
                                        + " where name = ?1 and version = ?2",
                                name,
                                version,
                                text.write(settings),
                                now,
                                by)
                        .executeUpdate()
                == 1;
    }

    /** @return false when it has another version by now */
    boolean delete(String name, int version) {
        return query("delete from zone where name = ?1 and version = ?2", name, version)
                        .executeUpdate()
                == 1;
    }

    void keep(String name, int version, ZoneVersion.Action action, ZoneSettings settings, Instant now, String by) {
        query(
                        "insert into zone_version (zone, version, at, actor, action, settings) values (?1, ?2, ?3, ?4, ?5, ?6)",
                        name,
                        version,
                        now,
                        by,
                        action.name(),
                        text.write(settings))
                .executeUpdate();
    }

    /** The newest first. */
    List<ZoneVersion> history(String name) {
        List<?> rows = query(
                        "select version, at, actor, action, settings from zone_version where zone = ?1 order by version",
                        name)
                .getResultList();
        var history = new ArrayList<ZoneVersion>();
        var before = ZoneSettings.DEFAULT;
        for (var one : rows) {
            var row = (Object[]) one;
            var settings = text.read((String) row[4]);
            history.addFirst(new ZoneVersion(
                    (Integer) row[0],
                    (Instant) row[1],
                    (String) row[2],
                    ZoneVersion.Action.valueOf((String) row[3]),
                    settings,
                    ZoneField.changes(before, settings)));
            before = settings;
        }
        return history;
    }

    /** What still names the zone: a word and how many. */
    List<String> users(String name) {
        List<?> rows = query(
                        "select what, count(*) from (select 'nodes' as what from node where zone = ?1 and revoked_at is null"
                                + " union all select 'join tokens' from enrolment where zone = ?1 and used_at is null and expires_at > now()"
                                + " union all select 'servers' from server where zone = ?1"
                                + " union all select 'workspaces' from workspace where ?1 = any(string_to_array(zone, chr(10)))) used"
                                + " group by what order by what",
                        name)
                .getResultList();
        return rows.stream()
                .map(row -> ((Object[]) row)[1] + " " + ((Object[]) row)[0])
                .toList();
    }

    private Zone zone(Object[] row) {
        return new Zone(
                (String) row[0], (Integer) row[1], text.read((String) row[2]), (Instant) row[3], (String) row[4]);
    }

    private static Query query(String sql, Object... parameters) {
        var query = Panache.getEntityManager().createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }
}
