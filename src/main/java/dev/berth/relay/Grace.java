package dev.berth.relay;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.Orders;
import dev.berth.contract.Pass;
import dev.berth.contract.PassList;
import dev.berth.contract.Problem;
import dev.berth.contract.SessionRoute;
import dev.berth.node.ClockOffset;
import dev.berth.node.NodeIdentity;
import dev.berth.node.OwnZone;
import dev.berth.node.Report;
import dev.berth.node.Reporter;
import dev.berth.node.call.PassLists;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets people back in while the control plane does not answer, where their zone has grace: who has a pass that is fresh and
 * not on the list of revoked ones, as long as that list is fresh. It is asked only when nobody else has decided. A node
 * that was just started knows no list, so it lets nobody in.
 */
@Singleton
final class Grace implements Reporter {
    private final OwnZone zone;
    private final NodeIdentity node;
    private final ClockOffset clock;
    private final PassLists lists;
    private final MeterRegistry meters;
    private final GraceUses uses = new GraceUses();
    private volatile @Nullable Held held;

    /** The list as this node has it. */
    private record Held(Instant at, PublicKey key, Set<String> revoked) {}

    Grace(OwnZone zone, NodeIdentity node, ClockOffset clock, PassLists lists, MeterRegistry meters) {
        this.zone = zone;
        this.node = node;
        this.clock = clock;
        this.lists = lists;
        this.meters = meters;
    }

    /** The route of the pass; else {@code silence} is thrown, which nobody has decided, and says why that stands. */
    SessionRoute instead(ConnectionRequest request, Optional<String> pass, Problem silence) {
        if (!silence.isSilence() || !zone.settings().hasGrace() || pass.isEmpty()) {
            throw silence;
        }
        var list = held;
        if (list == null) {
            throw but(silence, "this node has no list of revoked passes yet");
        }
        var now = clock.now();
        var longest = Duration.ofSeconds(zone.settings().graceSeconds());
        if (list.at().plus(longest).isBefore(now)) {
            throw but(silence, "the grace of " + longest.toSeconds() + " seconds is over");
        }
        var read = Pass.read(list.key(), pass.get())
                .orElseThrow(() -> but(silence, "the pass of this browser is not one of this deployment"));
        check(request, read, list, now, longest).ifPresent(why -> {
            throw but(silence, why);
        });
        if (uses.add(read.route(), now)) {
            Log.warnf(
                    "the control plane does not answer (%s); people come back by grace for another %d s",
                    silence.detail(), longest.minus(age(list)).toSeconds());
        }
        meters.counter("berth.grace.connections").increment();
        return read.route();
    }

    private Optional<String> check(ConnectionRequest request, Pass pass, Held list, Instant now, Duration longest) {
        var route = pass.route();
        if (!route.sessionId().equals(request.sessionId()) || !pass.zone().equals(node.zone())) {
            return Optional.of("the pass of this browser is for another session or zone");
        }
        if (list.revoked().contains(pass.right())) {
            return Optional.of("the right to this session had ended before");
        }
        if (!route.expiresAt().isAfter(now) || pass.issuedAt().plus(longest).isBefore(now)) {
            return Optional.of("the pass of this browser has expired");
        }
        boolean page = request.origin()
                .map(origin -> origin.equalsIgnoreCase(pass.origin())
                        // a page that the session itself serves
                        || origin.equalsIgnoreCase("https://" + request.host()))
                .orElse(!request.webSocket());
        return page ? Optional.empty() : Optional.of("the request comes from another page than before");
    }

    /** The same, with the reason why grace does not help. */
    private static Problem but(Problem silence, String why) {
        return new Problem(silence.code(), silence.detail() + " There is no grace: " + why + ".", silence);
    }

    private Duration age(Held list) {
        return Duration.between(list.at(), clock.now());
    }

    @Override
    public void report(Report report) {
        var list = held;
        if (list != null) {
            report.passes(zone.settings().hasGrace() ? Optional.of(list.at()) : Optional.empty(), uses.report());
        }
    }

    @Override
    public void obey(Orders orders) {
        uses.reported();
        orders.passes().ifPresent(this::learn);
    }

    /** Never an older one than it has, whoever repeats it. */
    void learn(PassList told) {
        try {
            var list = lists.read(told);
            var before = held;
            if (list.zone().equals(node.zone()) && (before == null || list.at().isAfter(before.at()))) {
                held = new Held(list.at(), key(list.key()), Set.copyOf(list.revoked()));
                if (before == null) {
                    measure();
                }
            }
        } catch (Problem | GeneralSecurityException | IllegalArgumentException worthless) {
            Log.warnf("a list of revoked passes is not taken: %s", worthless.getMessage());
        }
    }

    private static PublicKey key(String text) throws GeneralSecurityException {
        var bytes = Base64.getDecoder().decode(text);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes));
    }

    private void measure() {
        Gauge.builder("berth.grace.list.age", this, Grace::seconds)
                .description("Age of the list of revoked passes that this node has")
                .baseUnit("seconds")
                .register(meters);
    }

    private double seconds() {
        var list = held;
        return list == null ? 0 : age(list).toMillis() / 1000.0;
    }
}
