package dev.berth.control.zone;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.ZoneSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a session may be, and in which order that is tried: the home zone, then the alternates when it may be left. A
 * boundary is never left, and entered only by a workspace that names it.
 *
 * @param home   the zone that the user came in through, or picked
 * @param how    why it is that one, in a few words
 * @param zones  in order; empty when the home zone may not be left and the workspace is for others
 * @param leaves true when the home zone may be left
 * @param closed other zones that nobody spills into
 */
public record ZonePlan(String home, String how, List<String> zones, boolean leaves, Set<String> closed) {
    public ZonePlan {
        zones = List.copyOf(zones);
        closed = Set.copyOf(closed);
    }

    /**
     * @param restriction the zones of the workspace; empty for any
     * @throws Problem {@code INVALID} and {@code FORBIDDEN} for a zone that the user may not pick
     */
    public static ZonePlan of(ZoneWish wish, List<String> restriction, Map<String, ZoneSettings> zones) {
        var arrival = arrival(wish, zones);
        var home = wish.picked()
                .filter(picked -> !picked.equals(arrival.zone()))
                .map(picked -> pick(picked, arrival.zone(), zones))
                .orElse(arrival);
        var settings = zones.getOrDefault(home.zone(), ZoneSettings.DEFAULT);
        var closed = zones.entrySet().stream()
                .filter(zone -> zone.getValue().boundary() && !zone.getKey().equals(home.zone()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        var order = new ArrayList<String>();
        if (restriction.isEmpty() || restriction.contains(home.zone())) {
            order.add(home.zone());
        }
        if (settings.mayBeLeft()) {
            var others = restriction.isEmpty() ? zones.keySet() : restriction;
            others.stream()
                    .filter(zone -> !order.contains(zone) && (!restriction.isEmpty() || !closed.contains(zone)))
                    .forEach(order::add);
        }
        return new ZonePlan(home.zone(), home.how(), order, settings.mayBeLeft(), closed);
    }

    private record Home(String zone, String how) {}

    /** Where the user came in. */
    private static Home arrival(ZoneWish wish, Map<String, ZoneSettings> zones) {
        var host = wish.host();
        return wish.proxy()
                .filter(zones::containsKey)
                .map(zone -> new Home(zone, "named by its proxy"))
                .or(() -> zones.entrySet().stream()
                        .filter(zone -> zone.getValue().proxyHostname().equalsIgnoreCase(host))
                        .findFirst()
                        .map(zone -> new Home(zone.getKey(), "by the host " + host)))
                .orElseGet(() -> zones.containsKey(wish.here())
                        ? new Home(wish.here(), "that of the web app")
                        : new Home(Zone.DEFAULT, "the default"));
    }

    private static Home pick(String picked, String arrival, Map<String, ZoneSettings> zones) {
        var settings = zones.get(picked);
        if (settings == null) {
            throw Problem.invalid("zone", "There is no zone " + picked + ".");
        }
        if (zones.getOrDefault(arrival, ZoneSettings.DEFAULT).boundary()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "You came in through zone " + arrival + ", whose sessions may not be anywhere else.");
        }
        if (!settings.userChoice()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN, "Zone " + picked + " cannot be picked. Come in through its own address.");
        }
        return new Home(picked, "picked by the user, who came in through " + arrival);
    }

    /** The zones that a user who came in there may pick, the own one first. */
    static List<String> choices(ZoneWish wish, Map<String, ZoneSettings> zones) {
        var arrival = arrival(wish, zones).zone();
        var choices = new ArrayList<>(List.of(arrival));
        if (!zones.getOrDefault(arrival, ZoneSettings.DEFAULT).boundary()) {
            zones.forEach((name, settings) -> {
                if (settings.userChoice() && !name.equals(arrival)) {
                    choices.add(name);
                }
            });
        }
        return choices;
    }

    /** The first zone that has something. */
    public <T> Optional<T> first(Function<String, Optional<T>> asked) {
        return zones.stream().flatMap(zone -> asked.apply(zone).stream()).findFirst();
    }

    /** True when a machine that stands there may be used. */
    public boolean allows(String zone) {
        return zone.equals(home) || leaves && !closed.contains(zone);
    }

    /** For logs and the audit trail. */
    public String text() {
        return "home zone " + home + " (" + how + "), " + (leaves ? "may be left" : "is not left") + ", tried "
                + (zones.isEmpty() ? "none" : String.join(", ", zones));
    }
}
