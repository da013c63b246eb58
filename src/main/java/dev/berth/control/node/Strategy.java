package dev.berth.control.node;

import dev.berth.contract.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of the nodes with room comes first. */
public enum Strategy {
    /** Spreads sessions by what they take. */
    LEAST_LOAD("n.load, n.reserved_sessions"),
    /** Fills nodes one after the other. */
    MOST_LOAD("n.load desc, n.reserved_sessions desc"),
    /** Spreads sessions by their number. */
    FEWEST_SESSIONS("n.reserved_sessions, n.load"),
    /** Gathers sessions on few nodes. */
    MOST_SESSIONS("n.reserved_sessions desc, n.load desc");

    private final String order;

    Strategy(String order) {
        this.order = order;
    }

    /** An order that an index has. */
    String order() {
        return order;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws Problem {@code INVALID} naming the known ones */
    public static Strategy parse(String text) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "strategy",
                        "The strategy is one of "
                                + Arrays.stream(values())
                                        .map(Strategy::wireName)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
