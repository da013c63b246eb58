package dev.berth.topology;

import static dev.berth.topology.Containers.docker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program and its guacd: told in the health check and the console, there again after any death, never left behind. */
class GuacdSupervisionIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    /** Of a node that is ready: an engine that is busy with other tests makes it unready for a moment. */
    private static String health(Program program) {
        var answer = program.client().get("/q/health/ready");
        return answer.status() == 200 ? answer.raw().body() : "";
    }

    private static String metrics(Program program) {
        return program.client().get("/q/metrics").expect(200).raw().body();
    }

    private String containers(Program program) {
        try {
            var id =
                    Files.readString(program.dataDirectory().resolve("node-id")).strip();
            return docker("ps", "-aq", "--no-trunc", "--filter", "label=dev.berth.guacd=" + id);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theProgramHasAGuacdAsLongAsItRuns() {
        try (var program = Program.in(directory, "all")
                .without("guacd")
                .with("guacd-image", TestGuacd.IMAGE)
                .with("guacd-instances", "2")) {
            program.start();
            Await.until("guacd is up", SOON, () -> health(program).contains("2 of 2 up"));
            var first = containers(program);
            assertEquals(2, first.lines().count());
            assertTrue(metrics(program).contains("berth_guacd_up{"), () -> metrics(program));

            docker("kill", first.lines().findFirst().orElseThrow());
            Await.until(
                    "the death is counted",
                    SOON,
                    () -> metrics(program)
                            .lines()
                            .anyMatch(line -> line.startsWith("berth_guacd_deaths_total{") && line.endsWith(" 1.0")));
            Await.until("both are up again", SOON, () -> health(program).contains("2 of 2 up"));

            program.kill();
            var left = containers(program);
            assertEquals(2, left.lines().count());
            program.start();
            Await.until("guacd is up again", SOON, () -> health(program).contains("2 of 2 up"));
            assertTrue(left.lines().noneMatch(containers(program)::contains));
            assertEquals(2, containers(program).lines().count());

            program.stop();
            assertEquals("", containers(program));
        }
    }

    @Test
    void withoutAnyGuacdTheProgramWorksAndSaysWhatToDo() {
        try (var program =
                Program.in(directory, "all").without("guacd").with("guacd-image", "localhost:1/nowhere/guacd:1")) {
            program.start();
            Await.until("the health check tells", SOON, () -> health(program).contains("cannot be pulled"));
            var administrator = program.administrator();
            Await.until(
                    "the console tells",
                    SOON,
                    () -> administrator
                            .get("/api/admin/nodes")
                            .expect(200)
                            .body()
                            .toString()
                            .contains("--guacd-binary"));
        }
    }

    @Test
    void aGuacdThatRunsElsewhereIsWatched() {
        try (var guacd = new TestGuacd();
                var program = Program.in(directory, "all").with("guacd", guacd.address())) {
            program.start();
            Await.until("guacd is up", SOON, () -> health(program).contains("1 of 1 up"));
            guacd.suffer("pause");
            Await.until("its silence is noticed", SOON, () -> health(program).contains("0 of 1 up"));
            guacd.suffer("unpause");
            Await.until("guacd is up again", SOON, () -> health(program).contains("1 of 1 up"));
        }
    }
}
