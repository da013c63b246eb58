package dev.berth.contract;

import java.util.UUID;

/** What is about one session. */
public interface OfSession {
    UUID sessionId();
}
