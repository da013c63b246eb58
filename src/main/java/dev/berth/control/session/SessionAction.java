package dev.berth.control.session;

import java.util.Locale;

/** What can be asked for a session that lives. */
public enum SessionAction {
    RESUME,
    PAUSE,
    STOP,
    END;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
