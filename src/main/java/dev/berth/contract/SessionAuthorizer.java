package dev.berth.contract;

/** Decides whether a browser may reach a session. Asked once for each connection, never during a stream. */
public interface SessionAuthorizer {
    /**
     * A grant works once.
     *
     * @throws Problem {@code UNAUTHENTICATED} for a forged, used or expired grant, {@code FOREIGN_ORIGIN},
     *     {@code SESSION_ENDED}
     */
    StreamToken redeem(GrantRequest request);

    /**
     * @throws Problem {@code UNAUTHENTICATED}, {@code FORBIDDEN}, {@code FOREIGN_ORIGIN}, {@code NOT_FOUND},
     *     {@code SESSION_NOT_RUNNING}, {@code SESSION_ENDED}, {@code UNAVAILABLE}
     */
    SessionRoute authorize(ConnectionRequest request);

    /**
     * A pass for somebody who may connect, where the session's zone has grace; see {@link Pass}.
     *
     * @throws Problem as {@link #authorize}, and {@code CONFLICT} where the zone has none
     */
    StreamToken pass(ConnectionRequest request);
}
