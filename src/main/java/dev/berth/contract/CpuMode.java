package dev.berth.contract;

import java.util.Arrays;
import java.util.Locale;

/** What a session's number of cores means on its node. */
public enum CpuMode {
    /** A limit, also while nobody else wants the processor. */
    QUOTA,
    /** A weight: as much as there is, and this part of it when others want some too. */
    SHARES;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code INVALID} naming the known ones */
    public static CpuMode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("overrides.cpuMode", "The CPU mode is quota or shares."));
    }
}
