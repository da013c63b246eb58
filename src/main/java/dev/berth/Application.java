package dev.berth;

import dev.berth.control.ControlPlane;
import dev.berth.control.user.Users;
import dev.berth.database.EmbeddedDatabase;
import dev.berth.node.FastCrypto;
import dev.berth.node.Lifecycle;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import dev.berth.node.ProcessMetrics;
import dev.berth.node.Role;
import dev.berth.node.Roles;
import dev.berth.node.Version;
import dev.berth.node.identity.Joining;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Says that the program is ready, to the person who started it: on standard output, where no log goes. */
public final class Application implements QuarkusApplication {
    /** By then a node has joined or come back. */
    private static final Duration START_IS_OVER = Duration.ofSeconds(3);

    /** By then the way to the control plane has been tested, and browsers begin to come. */
    private static final Duration MOSTLY_READY = Duration.ofMillis(500);

    private final NodeConfig config;
    private final Roles roles;
    private final Instance<ControlPlane> control;
    private final EmbeddedDatabase database;
    private final NodeIdentity identity;
    private final Joining joining;
    private final Lifecycle lifecycle;
    private final ProcessMetrics metrics;

    @Inject
    Application(
            NodeConfig config,
            Roles roles,
            Instance<ControlPlane> control,
            EmbeddedDatabase database,
            NodeIdentity identity,
            Joining joining,
            Lifecycle lifecycle,
            ProcessMetrics metrics) {
        this.config = config;
        this.roles = roles;
        this.control = control;
        this.database = database;
        this.identity = identity;
        this.joining = joining;
        this.lifecycle = lifecycle;
        this.metrics = metrics;
    }

    @Override
    public int run(String... args) {
        lifecycle.awaitOpen();
        var text = new StringBuilder("\nBerth %s is ready after %.1f s (roles: %s)\n"
                .formatted(Version.current(), secondsSinceStart(), roles));
        if (roles.has(Role.WEB_APP)) {
            var first = control.get().firstStart(identity.address());
            text.append("\n  Console         https://localhost:%d\n".formatted(config.port()));
            text.append("                  https://%s:%d\n".formatted(NodeIdentity.hostName(), config.port()));
            first.created().ifPresent(created -> text.append(credentials(created)));
            first.printedBy()
                    .ifPresent(node ->
                            text.append("  Administrator   the web app %s shows the first password\n".formatted(node)));
        } else {
            // for the web apps of other processes on this host
            database.server()
                    .ifPresent(
                            server -> text.append("""

                      Database        %s
                      User            %s, its password is in %s
                    """.formatted(server.url(), server.user(), server.passwordFile())));
        }
        joining.advice()
                .ifPresent(advice ->
                        text.append("\n  Not joined      ").append(advice).append('\n'));
        System.out.println(text);
        after(MOSTLY_READY, metrics::register);
        if (roles.has(Role.WEB_APP)) {
            after(MOSTLY_READY, FastCrypto::forWebApp);
        } else {
            settle();
        }
        Quarkus.waitForExit();
        return 0;
    }

    /**
     * What a node does once it serves. A third of its heap is what only its start needed, and a node at rest would not
     * collect it for hours.
     */
    private static void settle() {
        after(MOSTLY_READY, FastCrypto::forNode);
        after(START_IS_OVER, System::gc);
    }

    private static void after(Duration time, Runnable work) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(work);
    }

    private static String credentials(Users.Created created) {
        return """
                  Administrator   %s
                  Password        %s
                                  Made at this start, and again at each one until it is used. You choose your own next.
                """.formatted(created.user().name, created.password());
    }

    private static double secondsSinceStart() {
        return Duration.between(Main.startedAt(), Instant.now()).toMillis() / 1000.0;
    }
}
