package dev.berth.control.audit;

import java.time.Instant;

/** Who did what to what. */
public record AuditEvent(Instant at, String actor, String action, String subject, String detail, String address) {}
