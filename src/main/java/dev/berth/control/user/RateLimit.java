package dev.berth.control.user;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bounds the sign-in attempts of an address: a bucket each that refills evenly. Kept per web app, on purpose small. */
@Singleton
public final class RateLimit {
    private static final int MOST_ADDRESSES = 10_000;

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Bucket(double tokens, long atMillis) {}

    RateLimit(LoginConfig config, Clock clock) {
        this.perMinute = config.attemptsPerMinute();
        this.clock = clock;
    }

    /** @throws Problem {@code RATE_LIMITED} */
    public synchronized void attempt(String address) {
        long now = clock.millis();
        var bucket = buckets.getOrDefault(address, new Bucket(perMinute, now));
        double tokens = Math.min(perMinute, bucket.tokens() + (now - bucket.atMillis()) * perMinute / 60_000.0);
        if (tokens < 1) {
            throw new Problem(
                    ProblemCode.RATE_LIMITED, "Too many sign-in attempts from your address. Try again in a minute.");
        }
        buckets.put(address, new Bucket(tokens - 1, now));
    }
}
