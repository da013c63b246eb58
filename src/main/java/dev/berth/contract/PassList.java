package dev.berth.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The passes of a zone that have been revoked and not expired yet, as {@link Pass#right} names them.
 *
 * @param at   of when it is, by the clock of the database
 * @param key  what passes are signed with, the public half
 * @param word the same, signed by a web app for one node; then all else is empty
 */
public record PassList(String zone, Instant at, String key, List<String> revoked, Optional<String> word) {
    public PassList(String zone, Instant at, String key, List<String> revoked) {
        this(zone, at, key, revoked, Optional.empty());
    }

    /** What goes over the line: the word alone. */
    public PassList as(String signed) {
        return new PassList(zone, at, "", List.of(), Optional.of(signed));
    }
}
