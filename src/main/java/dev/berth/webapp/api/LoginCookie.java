package dev.berth.webapp.api;

import dev.berth.control.user.SignedIn;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The sign-in's cookie. Its prefix makes browsers refuse it without Secure, or from another host. */
final class LoginCookie {
    private static final String NAME = "__Host-berth";

    private LoginCookie() {}

    static Optional<String> read(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(NAME)).map(Cookie::getValue);
    }

    static NewCookie of(SignedIn signedIn) {
        var seconds = Duration.between(Instant.now(), signedIn.expiresAt()).toSeconds();
        return builder(signedIn.token(), (int) seconds);
    }

    static NewCookie none() {
        return builder("", 0);
    }

    private static NewCookie builder(String value, int maxAge) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
