package dev.berth.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * What a web app says to whoever asks at the Upstream Auth Address.
 *
 * @param webApp  which one it is
 * @param now     the time there
 * @param healthy true while it can answer: its database does
 */
public record Greeting(UUID webApp, String name, Instant now, boolean healthy) {
    /** @param nonce anything; the answer does not depend on it */
    public record Question(String nonce) {}
}
