package dev.berth.contract;

import java.util.UUID;

/** A connection proxy is about to connect a session that it owns. */
public record TargetRequest(UUID sessionId, int incarnation) implements OfSession {}
