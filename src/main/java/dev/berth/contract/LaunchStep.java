package dev.berth.contract;

import java.util.Locale;

/** Where a launch is, as the user sees it. */
public enum LaunchStep {
    WAITING,
    PULLING,
    STARTING,
    CONNECTING;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
