package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Program;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An image that serves its own page: it works inside the console, and can do nothing to it. */
@Isolated("a browser loads the machine more than deadlines of other tests bear")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KasmImageBrowserIT {
    private static final String WORKSPACE = "Own page";
    private static final long GIB = 1L << 30;
    private static final Duration SOON = Duration.ofSeconds(30);

    private Program program;
    private BerthClient client;
    private Chromium chromium;
    private Console console;
    private String workspace;
    private String session;
    private Frame frame;

    @BeforeAll
    void launch(@TempDir Path directory) {
        program = Program.in(directory, "all").start();
        client = program.administrator();
        workspace = client.workspace(Map.of(
                "name",
                WORKSPACE,
                "image",
                "berth/test-kasm:1",
                "protocol",
                "kasmvnc",
                "cores",
                1,
                "memoryBytes",
                GIB));
        chromium = new Chromium();
        console = new Console(chromium.person(), client.base());
        console.signIn("admin", BerthClient.PASSWORD);
        session = console.launch(WORKSPACE);
        console.connected();
        frame = console.page().waitForSelector("iframe").contentFrame();
    }

    @AfterAll
    void stop() {
        try (var running = program;
                var browser = chromium) {
            client.delete("/api/sessions/" + session).expect(202);
            Await.until(
                    "the container is gone", SOON, () -> Containers.of(session).isEmpty());
        }
    }

    @Test
    void pageOfTheImageDrawsFromItsOwnOrigin() {
        var status = frame.locator("#status");
        assertThat(status).hasText(Pattern.compile("ready \\d+x\\d+ .*"));
        frame.locator("#status[data-drawn]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        Chromium.picture(console.page(), "kasm-page");
        var page = URI.create(frame.url());
        assertEquals(program.sessionPort(), page.getPort());
        assertNotEquals(URI.create(console.page().url()).getPort(), page.getPort());
    }

    @Test
    void containerSeesItsCredentialAndNothingOfThePlatform() {
        var headers = json((String) frame.evaluate("fetch('__headers').then(answer => answer.text())"));
        var authorization = headers.path("Authorization").asText();
        assertTrue(authorization.startsWith("Basic "), authorization);
        assertTrue(decoded(authorization).startsWith("kasm_user:"));
        var all = headers.properties().stream()
                .map(header -> header.getKey() + "=" + header.getValue().asText())
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        assertFalse(all.contains("cookie"), all);
        assertFalse(all.contains("berth-"), all);
    }

    @Test
    void hostilePageReadsNothingOfTheConsole() {
        var answer = (String) frame.evaluate("""
                base => fetch(base + '/api/me', { credentials: 'include' }).then(a => a.text(), e => 'refused: ' + e)
                """, client.base());
        assertTrue(answer.startsWith("refused: "), answer);
        var reach = (String) frame.evaluate("""
                () => { try { return parent.document.title; } catch (e) { return 'refused: ' + e.name; } }
                """);
        assertEquals("refused: SecurityError", reach);
        assertEquals("", frame.evaluate("document.cookie"));
    }

    /** Requests that need no permission to be sent, with the login cookie: another port is the same site. */
    @Test
    void hostilePageChangesNothingInTheConsole() {
        frame.evaluate("""
                ([base, workspace]) => fetch(base + '/api/sessions', {
                  method: 'POST', mode: 'no-cors', credentials: 'include', body: JSON.stringify({ workspaceId: workspace }) })
                """, List.of(client.base(), workspace));
        var live = client.get("/api/admin/sessions?state=live").expect(200).body();
        assertEquals(1, live.size(), live.toString());
    }

    /** The browser has the session's cookie, and sends it to either port. */
    @Test
    void pageOfTheImageIsNotServedFromTheConsolesOrigin() {
        var other = console.page().context().newPage();
        var answer = other.navigate(client.base() + "/desktop/" + session + "/");
        assertEquals(403, answer.status());
        assertFalse(other.content().contains("WebSocket"));
        other.close();
    }

    private static String decoded(String authorization) {
        return new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
