package dev.berth.contract;

import java.util.UUID;

/** The browser connections of one sign-in to one session on one node. */
public record OpenStream(UUID sessionId, UUID loginId) {}
