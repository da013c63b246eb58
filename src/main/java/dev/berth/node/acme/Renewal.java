package dev.berth.node.acme;

import dev.berth.node.InvalidSettings;
import dev.berth.node.identity.AcmeKeys;
import io.quarkus.logging.Log;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Orders a certificate when there is none, and the next one when two thirds of its time are over. */
final class Renewal {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The kind of a subject alternative name that is a host name, as X.509 numbers them. */
    private static final Integer HOST_NAME = 2;

    private final AcmeKeys keys;
    private final CertificateOrder order;
    private final Clock clock;
    private final Pauses pauses = new Pauses(ThreadLocalRandom.current()::nextDouble);
    private volatile int failures;
    private Instant next = Instant.MIN;
    private @Nullable Thread thread;

    Renewal(AcmeKeys keys, CertificateOrder order, Clock clock) {
        this.keys = keys;
        this.order = order;
        this.clock = clock;
    }

    /** How often in a row it has failed. */
    int failures() {
        return failures;
    }

    void start() {
        kept().ifPresent(this::plan);
        thread = Thread.ofVirtual().name("acme").start(this::loop);
    }

    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void loop() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!clock.instant().isBefore(next)) {
                    attempt();
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException stopped) {
            // the node stops
        }
    }

    private void attempt() throws InterruptedException {
        try {
            order.run();
            failures = 0;
            keys.trouble(Optional.empty());
            kept().ifPresentOrElse(this::plan, () -> next = clock.instant().plus(Pauses.LONGEST));
        } catch (Setback setback) {
            failed(setback);
        } catch (RuntimeException e) {
            Log.errorf(e, "ACME failed");
            failed(new Setback(Setback.Kind.UNREACHABLE, "Something unexpected happened: " + e, Optional.empty(), e));
        }
    }

    private void plan(X509Certificate certificate) {
        next = renewAt(certificate);
        Log.infof(
                "ACME: the certificate for %s is valid until %s and will be renewed at %s",
                String.join(", ", keys.names()),
                certificate.getNotAfter().toInstant(),
                next.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Two thirds of its time and up to a twentieth more, the same after each restart: nodes installed together spread out. */
    static Instant renewAt(X509Certificate certificate) {
        var from = certificate.getNotBefore().toInstant();
        var lifetime = Duration.between(from, certificate.getNotAfter().toInstant());
        long spread = Math.floorMod(certificate.getSerialNumber().hashCode(), 1000);
        return from.plus(lifetime.multipliedBy(2).dividedBy(3))
                .plus(lifetime.multipliedBy(spread).dividedBy(20_000));
    }

    /** The certificate on the disk; empty when it cannot be used or is for other names. */
    private Optional<X509Certificate> kept() {
        try {
            var leaf = keys.files().tls().read().chain().getFirst();
            return names(leaf).containsAll(keys.names()) ? Optional.of(leaf) : Optional.empty();
        } catch (InvalidSettings noneOrDamaged) {
            return Optional.empty();
        }
    }

    private static Set<String> names(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> HOST_NAME.equals(name.getFirst()))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    private void failed(Setback setback) {
        failures++;
        var now = clock.instant();
        next = pauses.next(setback, failures, now);
        var names = String.join(", ", keys.names());
        var what = keys.expiresAt()
                .map(end -> end.isAfter(now)
                        ? "the certificate for " + names + ", valid until " + end + ", is not renewed yet"
                        : "the certificate for " + names + " expired at " + end)
                .orElse("there is no certificate for " + names + " yet, and the node shows its own");
        var sentence = "ACME: " + what + ". " + setback.sentence() + " The next attempt is at "
                + next.truncatedTo(ChronoUnit.SECONDS) + ", or at a restart.";
        keys.trouble(Optional.of(sentence));
        Log.warn(sentence);
    }
}
