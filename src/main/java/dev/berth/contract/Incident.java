package dev.berth.contract;

import java.util.UUID;

/**
 * Something about a session that its connection proxy noticed and the audit trail must know.
 *
 * @param action what was tried or happened, for example {@code clipboard-in} or {@code connect}
 * @param detail the full reason, for administrators
 * @param count  how many times since the last report
 */
public record Incident(UUID sessionId, Kind kind, String action, String detail, int count) {
    public enum Kind {
        /** The policy forbids it, and a client tried. */
        DENIED,
        /** The machine could not be reached or used. */
        FAILED
    }
}
