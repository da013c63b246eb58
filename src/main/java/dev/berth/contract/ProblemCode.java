package dev.berth.contract;

import java.util.Locale;

/** Every way in which Berth refuses or fails, with its HTTP status, its WebSocket close code and its title. */
public enum ProblemCode {
    INVALID(400, 4400, "The request is not valid"),
    UNAUTHENTICATED(401, 4401, "Sign in first"),
    INVALID_CREDENTIALS(401, 4401, "Name or password is wrong"),
    FORBIDDEN(403, 4403, "You may not do this"),
    FOREIGN_ORIGIN(403, 4403, "The request comes from another site"),
    CSRF(403, 4403, "The request lacks its protection token"),
    PASSWORD_CHANGE_REQUIRED(403, 4403, "Choose a new password first"),
    NOT_FOUND(404, 4404, "Not found"),
    CONFLICT(409, 4409, "The request conflicts with the current state"),
    SESSION_LIMIT(409, 4409, "You have reached your session limit"),
    SESSION_NOT_RUNNING(409, 4409, "The session is not running"),
    SESSION_ENDED(410, 4410, "The session has ended"),
    TOO_LARGE(413, 4413, "The request is too large"),
    ACCOUNT_LOCKED(423, 4423, "The account is locked"),
    RATE_LIMITED(429, 4429, "Too many attempts"),
    INTERNAL(500, 4500, "Something went wrong inside Berth"),
    LAUNCH_FAILED(502, 4502, "The workspace did not start"),
    TARGET_UNREACHABLE(502, 4502, "The workspace does not answer"),
    NO_CAPACITY(503, 4503, "No node has room for this workspace"),
    UNAVAILABLE(503, 4503, "Berth cannot answer at the moment"),
    DRAINING(503, 4503, "This node is being drained"),
    TIMEOUT(504, 4504, "The answer took too long");

    private final int httpStatus;
    private final int closeCode;
    private final String title;

    ProblemCode(int httpStatus, int closeCode, String title) {
        this.httpStatus = httpStatus;
        this.closeCode = closeCode;
        this.title = title;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** In the private range 4000 to 4999 of RFC 6455. */
    public int closeCode() {
        return closeCode;
    }

    public String title() {
        return title;
    }

    /** The spelling in JSON, for example {@code session-limit}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
