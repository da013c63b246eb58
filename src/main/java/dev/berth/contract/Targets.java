package dev.berth.contract;

/** What connection proxies ask and tell the control plane about the sessions that they own. */
public interface Targets {
    /**
     * Asked each time the machine is connected.
     *
     * @throws Problem {@code SESSION_ENDED}, {@code NOT_FOUND}, {@code FORBIDDEN} when another node owns the session,
     *     {@code CONFLICT} when the server is disabled
     */
    Target target(TargetRequest request);

    /** For the audit trail. */
    void incident(Incident incident);

    /** Of a recording that begins, grows, ends or goes; a later one about the same recording replaces it. */
    void recording(RecordingReport report);
}
