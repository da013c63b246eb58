package dev.berth.control.user;

import java.time.Instant;

/**
 * A sign-in that has just been made.
 *
 * @param token goes into the cookie, and nowhere else
 */
public record SignedIn(Caller caller, String token, String csrfToken, Instant expiresAt) {
    @Override
    public String toString() {
        return "SignedIn[" + caller.name() + "]";
    }
}
