package dev.berth.control.session;

import java.util.EnumSet;
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
    /** Its container is to be frozen. */
    PAUSING,
    /** Its container is frozen; memory and place are kept. */
    PAUSED,
    /** Its container is to be stopped. */
    STOPPING,
    /** Its disk is kept, and its place is another's. */
    STOPPED,
    /** It is to run again, and has its place. */
    RESUMING,
    /** It must go; its agent removes it. */
    ENDING,
    /** Nothing is left of it. */
    ENDED;

    public Set<SessionState> successors() {
        return switch (this) {
            case REQUESTED -> Set.of(STARTING, ENDED);
            case STARTING -> Set.of(RUNNING, ENDING, ENDED);
            case RUNNING -> Set.of(PAUSING, STOPPING, RESUMING, ENDING);
            case PAUSING -> Set.of(PAUSED, RUNNING, ENDING);
            case PAUSED -> Set.of(PAUSING, STOPPING, RESUMING, ENDING);
            case STOPPING -> Set.of(STOPPED, ENDING);
            case STOPPED -> Set.of(STOPPING, RESUMING, ENDING);
            case RESUMING -> Set.of(RUNNING, STOPPING, ENDING);
            case ENDING -> Set.of(ENDED);
            case ENDED -> Set.of();
        };
    }

    public boolean isLive() {
        return this != ENDING && this != ENDED;
    }

    /** True when it changes only if somebody wants it to. */
    boolean isCalm() {
        return this == RUNNING || this == PAUSED || this == STOPPED;
    }

    /** True when the session outlives the silence of its node: nothing of it runs that could be lost. */
    boolean outlivesItsNode() {
        return this == STOPPED || this == STOPPING;
    }

    /** What its user may ask for, in the API's words. */
    public Set<SessionAction> actions() {
        return switch (this) {
            case REQUESTED, STARTING, PAUSING, STOPPING, RESUMING -> EnumSet.of(SessionAction.END);
            case RUNNING -> EnumSet.of(SessionAction.PAUSE, SessionAction.STOP, SessionAction.END);
            case PAUSED -> EnumSet.of(SessionAction.RESUME, SessionAction.STOP, SessionAction.END);
            case STOPPED -> EnumSet.of(SessionAction.RESUME, SessionAction.END);
            case ENDING, ENDED -> EnumSet.noneOf(SessionAction.class);
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
