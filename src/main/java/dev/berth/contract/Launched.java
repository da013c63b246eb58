package dev.berth.contract;

import java.util.UUID;

/** The session's container runs and its stream answers. */
public record Launched(UUID sessionId, int incarnation, String containerId) {}
