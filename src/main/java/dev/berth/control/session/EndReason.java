package dev.berth.control.session;

import java.util.Locale;

/** Why a session ended. */
public enum EndReason {
    ENDED_BY_USER("You ended this session."),
    ENDED_BY_ADMINISTRATOR("An administrator ended this session."),
    TIME_LIMIT("This session reached its time limit."),
    KEEPALIVE_EXPIRED("Nobody was connected to this session for too long."),
    LAUNCH_FAILED("The workspace did not start."),
    CONTAINER_LOST("The workspace stopped by itself."),
    NODE_LOST("Its server stopped answering."),
    NODE_DRAINED("Its server was taken out of service."),
    SERVER_DELETED("Its machine was removed by an administrator."),
    USER_DISABLED("The account of this session's user was disabled."),
    USER_DELETED("The account of this session's user was deleted.");

    private final String sentence;

    EndReason(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
