package dev.berth;

import dev.berth.contract.Problem;
import dev.berth.database.EmbeddedDatabase;
import dev.berth.node.HeadStart;
import dev.berth.node.InvalidSettings;
import dev.berth.node.Role;
import dev.berth.node.Roles;
import dev.berth.node.Setting;
import dev.berth.node.Settings;
import dev.berth.node.Version;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.common.net.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Composition root: flags to settings, what must be there before the framework starts, then the framework. */
@QuarkusMain
public final class Main {
    /** As sysexits(3) has it: the configuration is wrong. */
    private static final int EXIT_CONFIGURATION = 78;

    private static final int EXIT_FAILURE = 1;

    /** Not the process's: the script that became this process may have built the program first. */
    private static volatile Instant startedAt = Instant.EPOCH;

    private static final int STOP_TIMEOUT_SECONDS = 30;

    /** How long the settings let a stop last. */
    private static volatile Duration mayTake = Duration.ZERO;

    private static volatile EmbeddedDatabase embedded = new EmbeddedDatabase(Optional.empty());

    private Main() {}

    public static void main(String... args) {
        startedAt = Instant.now();
        // until the framework has set up logging, only what is severe may reach the terminal
        Logger.getLogger("").setLevel(Level.SEVERE);
        var settings = Mappings.SETTINGS;
        var flags = List.of(args);
        if (flags.contains("--help") || flags.contains("-h")) {
            System.out.print(help(settings));
        } else if (flags.contains("--version")) {
            System.out.println("berth " + Version.current() + " (" + Version.runtime() + ")");
        } else if (flags.contains("--list-roles")) {
            for (var role : Role.values()) {
                System.out.printf("%-17s %s%n", role.wireName(), role.summary());
            }
        } else {
            run(settings, flags);
        }
    }

    private static void run(Settings settings, List<String> flags) {
        try {
            HeadStart.begin();
            // the first record of a log asks for it, and in a native executable no virtual thread may be the one to ask
            HostName.getHostName();
            var start = Startup.prepare(settings.read(flags, System.getenv()));
            embedded = start.embedded();
            mayTake = start.farewell();
            var stopped = new CountDownLatch(1);
            var exitCode = new AtomicInteger();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopDatabase(stopped), "stop-database"));
            Quarkus.run(Application.class, (code, failure) -> {
                if (failure != null) {
                    exitCode.set(explain(failure));
                }
                stopped.countDown();
            });
            if (exitCode.get() != 0) {
                // with the framework's handler replaced by ours, nobody else tells who waits for this process
                System.exit(exitCode.get());
            }
        } catch (InvalidSettings invalid) {
            System.exit(explain(invalid));
        }
    }

    /** Says why the program does not start. Returns the exit code. */
    private static int explain(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            if (cause instanceof InvalidSettings || cause instanceof Problem) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof InvalidSettings invalid) {
            invalid.errors().forEach(error -> System.err.println("berth: " + error));
            return EXIT_CONFIGURATION;
        }
        var sentence = cause instanceof Problem problem ? problem.detail() : cause.getMessage();
        System.err.println("berth: cannot start: " + (sentence == null ? cause : sentence));
        Logger.getLogger(Main.class.getName()).log(Level.SEVERE, "cannot start", failure);
        return EXIT_FAILURE;
    }

    static Instant startedAt() {
        return startedAt;
    }

    static EmbeddedDatabase embeddedDatabase() {
        return embedded;
    }

    /** Last of all, when nothing queries any more. A hook, because a native program ends before exit handlers do. */
    private static void stopDatabase(CountDownLatch applicationStopped) {
        try {
            if (!applicationStopped.await(STOP_TIMEOUT_SECONDS + mayTake.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("berth: the program did not stop in time; stopping the database under it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        embedded.server().ifPresent(server -> server.stop());
    }

    private static String help(Settings settings) {
        var text = new StringBuilder("""
                Berth delivers workspaces to a browser.

                Usage: berth [--roles=%s] [flags]

                  --help                   this text
                  --version                the version
                  --list-roles             the roles and what they do
                  --config=FILE            a file of settings, a line each: name = value

                Every flag is also an environment variable: --data-dir is BERTH_DATA_DIR.
                Flags win over the environment, the environment over the file.
                """.formatted(Roles.ALL));
        var group = "";
        for (Setting setting : settings.known()) {
            if (!setting.group().equals(group)) {
                group = setting.group();
                text.append('\n').append(group).append('\n');
            }
            var name = (setting.hidden() ? setting.variable() : "--" + setting.name())
                    + setting.defaultValue().map(value -> "=" + value).orElse("");
            text.append("  %-34s %s%n".formatted(name, setting.doc()));
        }
        return text.toString();
    }
}
