package dev.berth.contract;

import java.util.UUID;

/**
 * A session as its agent sees it.
 *
 * @param launching true while {@link Agent#launch} is still at work
 * @param alive     false when its container has stopped
 * @param detail    why it stopped, for example {@code exited with code 137 (out of memory)}; empty while alive
 */
public record RunningSession(UUID sessionId, int incarnation, boolean launching, boolean alive, String detail) {}
