package dev.berth.node.identity;

import dev.berth.node.InvalidSettings;
import dev.berth.node.Tls;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A key manager of the key that two files hold. They are read again when they have changed, so that a renewal needs no
 * restart; what cannot be used is passed over, and the old one shown on.
 */
final class FileKeys extends ChangingKey {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Tls files;
    private final Clock clock;
    private volatile Shown shown;
    private volatile Instant lookedAt;

    /** What is shown, what was shown before it for handshakes under way, and the files as they were when it was read. */
    private record Shown(Tls.Pair pair, Tls.Pair before, List<Long> stamp) {
        static String alias(Tls.Pair pair) {
            return pair.chain().getFirst().getSerialNumber().toString(16);
        }
    }

    /** @throws InvalidSettings when the files cannot be used now */
    FileKeys(Tls files, Clock clock) {
        this.files = files;
        this.clock = clock;
        var stamp = stamp();
        var pair = files.read();
        this.shown = new Shown(pair, pair, stamp);
        this.lookedAt = clock.instant();
    }

    /** When what is shown expires. */
    Instant expiresAt() {
        return current().chain().getFirst().getNotAfter().toInstant();
    }

    private Tls.Pair current() {
        if (lookedAt.plus(FRESH).isBefore(clock.instant())) {
            look();
        }
        return shown.pair();
    }

    private synchronized void look() {
        lookedAt = clock.instant();
        var known = shown;
        var stamp = stamp();
        if (stamp.equals(known.stamp())) {
            return;
        }
        try {
            var pair = files.read();
            shown = new Shown(pair, known.pair(), stamp);
            Log.infof(
                    "the certificate %s was read again; it is valid until %s",
                    files.certificate(), pair.chain().getFirst().getNotAfter().toInstant());
        } catch (InvalidSettings unusable) {
            // said once for each change; a renewal may write one file after the other
            shown = new Shown(known.pair(), known.before(), stamp);
            Log.warnf("the certificate was changed and cannot be used yet: %s", unusable.getMessage());
        }
    }

    private List<Long> stamp() {
        try {
            return List.of(
                    Files.getLastModifiedTime(files.certificate()).toMillis(),
                    Files.size(files.certificate()),
                    Files.getLastModifiedTime(files.key()).toMillis(),
                    Files.size(files.key()));
        } catch (IOException gone) {
            return List.of();
        }
    }

    @Override
    @Nullable
    String choose(String type, @Nullable SSLEngine engine) {
        var pair = current();
        var algorithm = pair.key().getAlgorithm();
        boolean fits = type.equals(algorithm) || algorithm.startsWith("EC") && type.startsWith("EC");
        return fits ? Shown.alias(pair) : null;
    }

    @Override
    Tls.Pair named(String alias) {
        var known = shown;
        return alias.equals(Shown.alias(known.before())) ? known.before() : known.pair();
    }
}
