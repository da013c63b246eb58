package dev.berth.control.zone;

import dev.berth.contract.ZoneSettings;
import java.time.Instant;
import java.util.List;

/** One step in the history of a zone, with what it changed against the step before. */
public record ZoneVersion(
        int version, Instant at, String actor, Action action, ZoneSettings settings, List<Change> changes) {
    /** What was done. */
    public enum Action {
        CREATED,
        CHANGED,
        DELETED
    }

    /** A setting that has another value now, as texts. */
    public record Change(String field, String before, String after) {}
}
