package dev.berth.contract;

import java.time.Instant;

/** A signed token for one session and one sign-in, kept in an HttpOnly cookie scoped to the session's path. */
public record StreamToken(String value, Instant expiresAt) {
    @Override
    public String toString() {
        return "StreamToken[until " + expiresAt + "]";
    }
}
