package dev.berth.control.zone;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.ZoneSettings;
import dev.berth.control.Repeatable;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes, changes and removes zones, by compare-and-set, and keeps every version. */
@Singleton
public class Zones {
    private final ZoneRows rows;
    private final CurrentZones current;
    private final AuditTrail audit;
    private final Clock clock;

    Zones(ZoneRows rows, CurrentZones current, AuditTrail audit, Clock clock) {
        this.rows = rows;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    @Repeatable
    @Transactional
    public List<Zone> all() {
        return rows.all();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public Zone get(String name) {
        return rows.find(name).orElseThrow(() -> Problem.notFound("zone " + name));
    }

    /** @throws Problem {@code INVALID} naming the zones that there are */
    @Transactional
    public void require(String field, String name) {
        if (rows.find(name).isEmpty()) {
            throw Problem.invalid(
                    field,
                    "There is no zone " + name + ". There are "
                            + rows.all().stream().map(Zone::name).collect(Collectors.joining(", "))
                            + "; an administrator can make it under Zones.");
        }
    }

    /** The newest first. */
    @Transactional
    public List<ZoneVersion> history(String name) {
        var history = rows.history(name);
        if (history.isEmpty()) {
            throw Problem.notFound("zone " + name);
        }
        return history;
    }

    /** @throws Problem {@code INVALID}, {@code CONFLICT} */
    @Transactional
    public Zone create(String name, ZoneSettings settings, Caller by) {
        ZoneRules.checkName(name);
        return create(name, settings, others(name), by);
    }

    private Zone create(String name, ZoneSettings settings, Map<String, ZoneSettings> others, Caller by) {
        ZoneRules.check(name, settings, others);
        if (!insert(name, settings, by.name(), by.address())) {
            throw new Problem(ProblemCode.CONFLICT, "There is already a zone " + name + ".");
        }
        return get(name);
    }

    /** For a web app, which needs no token to join and so has nobody who made its zone. */
    @Transactional
    public void ensure(String name) {
        if (rows.find(name).isEmpty()) {
            insert(name, ZoneSettings.DEFAULT, "berth", "");
        }
    }

    private boolean insert(String name, ZoneSettings settings, String by, String address) {
        var now = clock.instant();
        if (!rows.insert(name, settings, now, by)) {
            return false;
        }
        rows.keep(name, get(name).version(), ZoneVersion.Action.CREATED, settings, now, by);
        audit.record(by, "zone.created", name, text(ZoneField.changes(ZoneSettings.DEFAULT, settings)), address);
        current.forgetAfterCommit();
        return true;
    }

    /**
     * @param version the one that the caller has seen
     * @throws Problem {@code NOT_FOUND}, {@code INVALID}, {@code CONFLICT} when somebody else was faster
     */
    @Transactional
    public Zone change(String name, int version, ZoneSettings settings, Caller by) {
        return change(name, version, settings, others(name), by);
    }

    /**
     * Whether the zone could be changed so, as far as rules can tell.
     *
     * @throws Problem {@code NOT_FOUND}, {@code INVALID}, {@code CONFLICT}
     */
    @Transactional
    public void check(String name, int version, ZoneSettings settings) {
        ZoneRules.check(name, settings, others(name));
        requireVersion(get(name), version);
    }

    /** Makes or changes one of several that change together; none of the others need fit what there is now. */
    @Transactional
    Zone put(
            String name,
            Optional<Integer> version,
            ZoneSettings settings,
            Map<String, ZoneSettings> together,
            Caller by) {
        var others = new HashMap<>(others(name));
        others.putAll(together);
        return version.isPresent()
                ? change(name, version.get(), settings, others, by)
                : create(name, settings, others, by);
    }

    private Zone change(String name, int version, ZoneSettings settings, Map<String, ZoneSettings> others, Caller by) {
        var before = get(name);
        ZoneRules.check(name, settings, others);
        requireVersion(before, version);
        if (before.settings().equals(settings)) {
            return before;
        }
        var now = clock.instant();
        if (!rows.update(name, version, settings, now, by.name())) {
            throw outdated(name);
        }
        rows.keep(name, version + 1, ZoneVersion.Action.CHANGED, settings, now, by.name());
        audit.record(
                by.name(), "zone.changed", name, text(ZoneField.changes(before.settings(), settings)), by.address());
        current.forgetAfterCommit();
        return get(name);
    }

    /** @throws Problem {@code NOT_FOUND}, {@code CONFLICT} while something names it */
    @Transactional
    public void delete(String name, int version, Caller by) {
        var before = get(name);
        if (name.equals(Zone.DEFAULT)) {
            throw new Problem(ProblemCode.CONFLICT, "The default zone is always there.");
        }
        var users = rows.users(name);
        if (!users.isEmpty()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Zone " + name + " is still used by " + String.join(", ", users) + ". Move or remove them first.");
        }
        requireVersion(before, version);
        if (!rows.delete(name, version)) {
            throw outdated(name);
        }
        rows.keep(name, version + 1, ZoneVersion.Action.DELETED, before.settings(), clock.instant(), by.name());
        audit.record(by.name(), "zone.deleted", name, "", by.address());
        current.forgetAfterCommit();
    }

    private static void requireVersion(Zone zone, int version) {
        if (zone.version() != version) {
            throw outdated(zone.name());
        }
    }

    private static Problem outdated(String name) {
        return new Problem(
                ProblemCode.CONFLICT,
                "Somebody has changed zone " + name + " since you opened it. Look at the new settings and try again.");
    }

    private Map<String, ZoneSettings> others(String name) {
        return rows.all().stream()
                .filter(zone -> !zone.name().equals(name))
                .collect(Collectors.toMap(Zone::name, Zone::settings));
    }

    private static String text(List<ZoneVersion.Change> changes) {
        return changes.stream()
                .map(change -> change.field() + " " + or(change.before()) + " -> " + or(change.after()))
                .collect(Collectors.joining(", "));
    }

    private static String or(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty()).orElse("(empty)");
    }
}
