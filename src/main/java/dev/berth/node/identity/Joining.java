package dev.berth.node.identity;

import dev.berth.contract.EnrolRequest;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.ClockOffset;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Roles;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets this node join with its token, and renews its certificate in time. */
@Singleton
public final class Joining {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);

    private final NodeKeys keys;
    private final NodeIdentity identity;
    private final Roles roles;
    private final NodeRegistry registry;
    private final ClockOffset time;
    private final ListenerKeys listener;
    private final Clock clock = Clock.systemUTC();
    private final Optional<String> upstream;
    private final Optional<JoinToken> token;
    private volatile Optional<String> trouble = Optional.empty();
    private Instant next = Instant.MIN;
    private Duration pause = LOOK;
    private boolean given;
    private @Nullable Thread thread;

    Joining(
            NodeKeys keys,
            NodeIdentity identity,
            Roles roles,
            NodeRegistry registry,
            ClockOffset time,
            ListenerKeys listener,
            IdentityConfig config) {
        this.listener = listener;
        this.keys = keys;
        this.identity = identity;
        this.roles = roles;
        this.registry = registry;
        this.time = time;
        this.upstream = config.upstream();
        this.token = JoinToken.of(config.joinToken(), config.joinTokenFile());
    }

    public void start() {
        advice().ifPresent(Log::warn);
        thread = Thread.ofVirtual().name("identity").start(this::loop);
    }

    public void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** What a person has to do before this node can serve; empty when it has all it needs. */
    public Optional<String> advice() {
        if (roles.needNoIdentity() || isMember() || isToJoin()) {
            return Optional.empty();
        }
        var how = " In the console under Nodes, make a token for the roles " + roles + " in zone "
                + identity.zone() + ", and start this node with it in BERTH_JOIN_TOKEN"
                + (upstream.isEmpty() ? " and with --upstream=https://…, the address of the web apps." : ".");
        return Optional.of(why() + how);
    }

    private String why() {
        var known = keys.credential();
        if (known.isEmpty()) {
            return "This node belongs to no deployment yet, so it serves nobody.";
        }
        var name = known.get().name();
        if (!known.get().expiresAt().isAfter(time.now())) {
            return "The certificate of this node expired at " + known.get().expiresAt() + ".";
        }
        if (upstream.isEmpty()) {
            return "This node does not know where the web apps are.";
        }
        return "This node joined zone " + name.zone() + " with the roles " + String.join(",", name.roles())
                + ", and was started in zone " + identity.zone() + " with the roles " + roles + ".";
    }

    /** What an administrator has to see to before long. */
    public Optional<String> warning() {
        return listener.warning();
    }

    /** Why this node cannot serve yet. */
    public Optional<String> notReady() {
        if (roles.needNoIdentity() || isMember()) {
            return Optional.empty();
        }
        return trouble.or(this::advice).or(() -> Optional.of("joining"));
    }

    private boolean isMember() {
        return keys.credential()
                .filter(credential -> credential.expiresAt().isAfter(time.now()))
                .filter(credential -> upstream.isPresent() || roles.needNoIdentity())
                .filter(credential -> credential.name().zone().equals(identity.zone()))
                .filter(credential -> credential.name().roles().containsAll(roles.names()))
                .isPresent();
    }

    /** There is a token that this node has not joined with. */
    private boolean isToJoin() {
        return upstream.isPresent()
                && token.filter(known -> !known.id().equals(keys.enrolment())).isPresent();
    }

    private void loop() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!clock.instant().isBefore(next)) {
                    pass();
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException stopped) {
            // the node stops
        }
    }

    private void pass() {
        try {
            if (isToJoin() && !given) {
                join(token.orElseThrow());
            } else if (keys.credential().filter(this::isDue).isPresent()) {
                keys.accept(registry.renew(keys.request()));
                Log.infof(
                        "the node's certificate was renewed, it is valid until %s",
                        keys.expiresAt().orElseThrow());
            }
            pause = LOOK;
            trouble = Optional.empty();
        } catch (Problem problem) {
            failed(problem);
        } catch (RuntimeException e) {
            failed(new Problem(ProblemCode.UNAVAILABLE, String.valueOf(e.getMessage()), e));
        }
    }

    private boolean isDue(Credential credential) {
        var now = time.now();
        return !credential.renewAt().isAfter(now) && credential.expiresAt().isAfter(now);
    }

    private void join(JoinToken known) {
        var asked = clock.instant();
        var issued = registry.enrol(new EnrolRequest(known.text(), keys.request()));
        time.learn(issued.now(), asked, clock.instant());
        keys.accept(issued);
        try {
            keys.enrolledWith(known.id());
        } catch (IOException e) {
            Log.warnf("the node cannot note that it has joined: %s", e.getMessage());
            given = true;
        }
        Log.infof(
                "the node has joined as %s, its certificate is valid until %s",
                identity.address().id(), keys.expiresAt().orElseThrow());
    }

    private void failed(Problem problem) {
        var was = trouble;
        trouble = Optional.of(problem.detail());
        if (!was.equals(trouble)) {
            Log.warnf("the node cannot %s: %s", keys.credential().isEmpty() ? "join" : "renew", problem.detail());
        }
        boolean refused = problem.code().httpStatus() < 500;
        pause = refused ? REFUSED_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
        next = clock.instant().plus(pause);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
