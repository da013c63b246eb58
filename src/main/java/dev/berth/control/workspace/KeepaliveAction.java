package dev.berth.control.workspace;

import dev.berth.contract.Problem;
import java.util.Locale;

/** What happens to a session to which nobody has been connected for the keepalive time. */
public enum KeepaliveAction {
    END,
    PAUSE,
    STOP;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code INVALID} naming the known ones */
    public static KeepaliveAction parse(String text) {
        for (var action : values()) {
            if (action.wireName().equals(text)) {
                return action;
            }
        }
        throw Problem.invalid("keepaliveAction", "What happens when the user has left is one of end, pause, stop.");
    }
}
