package dev.berth.control.session;

import java.util.Locale;
import java.util.Set;

/** The steps of a session's life. The same successors are rows of {@code session_transition}. */
public enum SessionState {
    /** Asked for; no node yet. */
    REQUESTED,
    /** A node is chosen and reserved; its agent is at work. */
    STARTING,
    /** The stream answers. */
    RUNNING,
    /** It must go; its agent removes it. */
    ENDING,
    /** Nothing is left of it. */
    ENDED;

    public Set<SessionState> successors() {
        return switch (this) {
            case REQUESTED -> Set.of(STARTING, ENDED);
            case STARTING -> Set.of(RUNNING, ENDING, ENDED);
            case RUNNING -> Set.of(ENDING);
            case ENDING -> Set.of(ENDED);
            case ENDED -> Set.of();
        };
    }

    public boolean isLive() {
        return this == REQUESTED || this == STARTING || this == RUNNING;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
