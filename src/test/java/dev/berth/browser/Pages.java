package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A whole deployment with an administrator signed in at its console; leaves no session behind. */
@Isolated("a browser loads the machine more than deadlines of other tests bear")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Pages {
    Program program;
    BerthClient client;
    Chromium chromium;
    Console administrator;

    /** Settings of its own. */
    Program configured(Program fresh) {
        return fresh;
    }

    @BeforeAll
    void signIn(@TempDir Path directory) {
        program = configured(Program.in(directory, "all")).start();
        client = program.administrator();
        chromium = new Chromium();
        administrator = new Console(chromium.person(), client.base());
        administrator.signIn("admin", BerthClient.PASSWORD);
        assertThat(administrator.heading("My desktops")).isVisible();
    }

    @AfterAll
    void stop() {
        try (var running = program;
                var browser = chromium) {
            client.get("/api/admin/sessions?state=live")
                    .body()
                    .forEach(session ->
                            client.delete("/api/sessions/" + session.path("id").asText()));
            Await.until(
                    "all sessions are gone",
                    Chromium.PATIENCE,
                    () -> client.get("/api/admin/sessions?state=live").body().isEmpty());
        }
    }
}
