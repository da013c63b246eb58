package dev.berth.control.zone;

import dev.berth.contract.ZoneSettings;
import java.time.Instant;

/** A zone as it is configured now. */
public record Zone(String name, int version, ZoneSettings settings, Instant changedAt, String changedBy) {
    /** Always there. */
    public static final String DEFAULT = "default";
}
