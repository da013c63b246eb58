package dev.berth.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.database.TestPostgres;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import dev.berth.topology.WebApps;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The database fails over to its standby while three web apps write. */
@Isolated("its load and its deadlines of the product want the machine for themselves")
class DatabaseFailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WEB_APPS = 3;

    @TempDir
    private Path directory;

    private final AtomicBoolean over = new AtomicBoolean();

    /** Creates users at one web app, one after the other. */
    private final class Writer implements Runnable {
        private final BerthClient client;
        private final String name;
        private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger otherwise = new AtomicInteger();
        private final AtomicLong lastWrite = new AtomicLong();
        private volatile String unexpected = "";

        Writer(BerthClient client, String name) {
            this.client = client.impatient();
            this.name = name;
        }

        @Override
        public void run() {
            for (int i = 0; !over.get(); i++) {
                var workspace = name + "-" + i;
                try {
                    var answer = client.post("/api/admin/workspaces", Map.of("name", workspace, "image", "berth/x:1"));
                    if (answer.status() == 201) {
                        acknowledged.add(workspace);
                        lastWrite.set(System.nanoTime());
                    } else if (answer.status() == 503) {
                        refused.incrementAndGet();
                    } else {
                        otherwise.incrementAndGet();
                        unexpected = answer.status() + " " + answer.detail();
                    }
                } catch (UncheckedIOException e) {
                    otherwise.incrementAndGet();
                    unexpected = e.toString();
                }
            }
        }
    }

    @Test
    void databaseFailsOver() throws Exception {
        var primary = TestPostgres.initialise(directory.resolve("one"));
        var standby = primary.standby(directory.resolve("two"));
        // what is acknowledged is on both; two walreceivers are not needed for that
        primary.with("synchronous_standby_names", "standby")
                .with("wal_keep_size", "256MB")
                .start();
        try (primary;
                standby) {
            standby.start();
            var apps = start(primary, standby);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                failOver(apps, primary, standby, threads::submit);
            } finally {
                over.set(true);
                apps.forEach(Program::close);
            }
        }
    }

    private List<Program> start(TestPostgres primary, TestPostgres standby) throws Exception {
        var key = Files.writeString(directory.resolve("key"), "A".repeat(43) + "=");
        var apps = new ArrayList<Program>();
        for (int i = 0; i < WEB_APPS; i++) {
            apps.add(Program.in(directory.resolve("web" + i), WebApps.ROLES)
                    .with("name", "web" + i)
                    .with(
                            "database-url",
                            "jdbc:postgresql://" + primary.address() + "," + standby.address() + "/postgres")
                    .with("database-password", TestPostgres.PASSWORD)
                    .with("secret-key-file", key.toString())
                    .launch());
        }
        apps.forEach(Program::awaitReady);
        return apps;
    }

    private interface Starter {
        void start(Runnable work);
    }

    private void failOver(List<Program> apps, TestPostgres primary, TestPostgres standby, Starter starter) {
        var printer = apps.stream()
                .filter(app -> app.output().contains("  Password"))
                .findFirst()
                .orElseThrow();
        var administrator = printer.administrator();
        var writers = new ArrayList<Writer>();
        for (int i = 0; i < WEB_APPS; i++) {
            writers.add(new Writer(administrator.at(apps.get(i).port()), "w" + i));
        }
        writers.forEach(starter::start);
        Await.until("all three write", PATIENCE, () -> writers.stream().allMatch(w -> w.acknowledged.size() > 5));
        primary.kill();
        long killed = System.nanoTime();
        Await.until("it is noticed", PATIENCE, () -> writers.stream().allMatch(w -> w.refused.get() > 0));
        assertEquals("true", standby.ask("select pg_promote(true, 30)"));
        long promoted = System.nanoTime();
        for (var writer : writers) {
            Await.until(writer.name + " writes again", PATIENCE, () -> writer.lastWrite.get() > promoted);
            System.out.printf(
                    "measured: %s writes again within %d ms of the promotion (%d ms after the primary's death)%n",
                    writer.name,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - promoted),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
        }
        over.set(true);
        apps.forEach(app -> Await.until("healthy", PATIENCE, () -> app.client().health() == 200));
        apps.forEach(app ->
                app.errors().lines().filter(line -> line.contains("incident")).forEach(System.out::println));
        check(writers, administrator);
    }

    private static void check(List<Writer> writers, BerthClient administrator) {
        var kept = new TreeSet<String>();
        administrator
                .get("/api/admin/workspaces")
                .expect(200)
                .body()
                .forEach(w -> kept.add(w.path("name").asText()));
        for (var writer : writers) {
            System.out.printf(
                    "measured: %s: %d acknowledged, %d refused with 503, %d otherwise %s%n",
                    writer.name,
                    writer.acknowledged.size(),
                    writer.refused.get(),
                    writer.otherwise.get(),
                    writer.unexpected);
            assertTrue(kept.containsAll(writer.acknowledged), "an acknowledged row is lost");
            assertEquals(0, writer.otherwise.get(), writer.unexpected);
        }
    }
}
