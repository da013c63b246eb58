package dev.berth.control.zone;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.ZoneSettings;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All zones as one YAML text: to be kept, compared and applied. What a zone of the file leaves out stays as it is; a
 * zone that the file does not name stays too.
 */
@Singleton
public class ZoneFile {
    private final Zones zones;

    ZoneFile(Zones zones) {
        this.zones = zones;
    }

    /** What applying would do to one zone. */
    public enum Action {
        CREATE,
        CHANGE,
        SAME,
        NOT_NAMED
    }

    /** One zone of the comparison. */
    public record Step(String zone, Action action, List<ZoneVersion.Change> changes) {}

    /**
     * A comparison.
     *
     * @param basis the versions that it compared with; applying refuses others
     */
    public record Diff(String basis, List<Step> steps) {}

    private record Plan(Diff diff, Map<String, ZoneSettings> wanted, Map<String, Zone> present) {}

    @Transactional
    public String export() {
        var settings = new LinkedHashMap<String, ZoneSettings>();
        zones.all().forEach(zone -> settings.put(zone.name(), zone.settings()));
        return ZoneYaml.write(settings);
    }

    /** @throws Problem {@code INVALID} naming what cannot be, as {@code zone.setting} */
    @Transactional
    public Diff diff(String yaml) {
        return plan(yaml).diff();
    }

    /**
     * All of it or nothing.
     *
     * @param basis of the comparison that was looked at; empty for whatever there is now
     * @throws Problem {@code INVALID}, {@code CONFLICT} when a zone has changed since
     */
    @Transactional
    public Diff apply(String yaml, Optional<String> basis, Caller by) {
        var plan = plan(yaml);
        if (basis.filter(seen -> !seen.equals(plan.diff().basis())).isPresent()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "A zone has changed since you looked at the differences. Look at them again, then apply.");
        }
        for (var step : plan.diff().steps()) {
            var settings = plan.wanted().get(step.zone());
            var present = plan.present().get(step.zone());
            if (settings != null) {
                zones.put(step.zone(), Optional.ofNullable(present).map(Zone::version), settings, plan.wanted(), by);
            }
        }
        return plan.diff();
    }

    private Plan plan(String yaml) {
        var present = zones.all().stream()
                .collect(Collectors.toMap(Zone::name, Function.identity(), (a, _) -> a, TreeMap::new));
        var errors = new ArrayList<Problem.FieldError>();
        var wanted = new TreeMap<String, ZoneSettings>();
        ZoneYaml.read(yaml)
                .forEach((name, given) -> collect(name, errors, () -> {
                    var zone = present.get(name);
                    wanted.put(name, ZoneField.read(given, zone == null ? ZoneSettings.DEFAULT : zone.settings()));
                }));
        var after = new TreeMap<String, ZoneSettings>();
        present.forEach((name, zone) -> after.put(name, zone.settings()));
        after.putAll(wanted);
        wanted.forEach((name, settings) -> collect(name, errors, () -> {
            ZoneRules.checkName(name);
            ZoneRules.check(name, settings, after);
        }));
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var names = new TreeMap<String, Object>(present);
        names.putAll(wanted);
        var steps = names.keySet().stream()
                .map(name -> step(name, present.get(name), wanted.get(name)))
                .toList();
        var basis = present.values().stream()
                .map(zone -> zone.name() + ":" + zone.version())
                .collect(Collectors.joining(","));
        return new Plan(new Diff(basis, steps), wanted, present);
    }

    private static void collect(String zone, List<Problem.FieldError> errors, Runnable check) {
        try {
            check.run();
        } catch (Problem problem) {
            problem.errors()
                    .forEach(error -> errors.add(new Problem.FieldError(
                            zone + "." + error.field(), "Zone " + zone + ": " + error.message())));
        }
    }

    private static Step step(String name, @Nullable Zone present, @Nullable ZoneSettings wanted) {
        if (wanted == null) {
            return new Step(name, Action.NOT_NAMED, List.of());
        }
        var changes = ZoneField.changes(present == null ? ZoneSettings.DEFAULT : present.settings(), wanted);
        return new Step(
                name, present == null ? Action.CREATE : changes.isEmpty() ? Action.SAME : Action.CHANGE, changes);
    }
}
