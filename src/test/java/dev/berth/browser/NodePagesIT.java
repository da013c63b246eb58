package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The pages about nodes, the map, placements and images, against the real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodePagesIT {
    private static final List<String> PAGES = List.of("nodes", "nodes/settings", "map", "images", "sessions");

    /** What a person with a keyboard, a screen reader or a small screen would stumble over. */
    private static final String FLAWS = """
            () => {
              const flaws = [];
              const shown = element => element.checkVisibility();
              const all = [...document.querySelectorAll('button, a[href], input, select, textarea')].filter(shown);
              for (const element of all) {
                const name = element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.title
                  || element.textContent.trim() || element.labels?.length || element.placeholder;
                if (!name) flaws.push('no name: ' + element.outerHTML.slice(0, 120));
              }
              const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
              ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => flaws.push('twice: ' + id));
              if (document.querySelectorAll('h1').length !== 1) flaws.push('not one h1');
              if (document.documentElement.scrollWidth > innerWidth) flaws.push('wider than the screen');
              return flaws;
            }
            """;

    private Program program;
    private BerthClient client;
    private Chromium chromium;
    private Console console;

    @BeforeAll
    void signIn(@TempDir Path directory) {
        program = Program.in(directory, "all").start();
        client = program.administrator();
        chromium = new Chromium();
        console = new Console(chromium.person(), client.base());
        console.signIn("admin", BerthClient.PASSWORD);
        assertThat(console.heading("My desktops")).isVisible();
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

    @Test
    void nodeGetsLabelsAndALimitAndIsDrained() {
        console.open("/admin/nodes");
        var node = console.page().locator(".berth-node");
        assertThat(node).containsText("Healthy");
        action("Edit labels and limits");
        console.page().locator("#labels").fill("rack");
        console.at("node-save").click();
        assertThat(console.page().locator("#labels-help")).containsText("'rack' is not a label");
        console.page().locator("#labels").fill("rack=b4");
        console.page().locator("#maxSessions").fill("20");
        console.at("node-save").click();
        assertThat(node).containsText("rack=b4");
        assertThat(node).containsText(Pattern.compile("\\d of at most 20"));

        action("Drain");
        Chromium.picture(console.page(), "node-drain");
        console.at("drain-confirm").click();
        assertThat(node).containsText(Pattern.compile("Drain(ing|ed)"));
        Chromium.picture(console.page(), "node-draining");
        placement();
        assertThat(console.at("placement")).containsText("the only agent refuses");
        assertThat(console.at("placement")).containsText("drain");
        Chromium.picture(console.page(), "placement-refused");

        console.open("/admin/nodes");
        action("End the drain");
        assertThat(node).containsText("Healthy");
        placement();
        assertThat(console.at("placement")).containsText("It would run on");
    }

    @Test
    void sessionSaysWhyItIsWhereItIs() {
        var session = client.launch(client.demoWorkspace());
        client.session(session, "running");
        client.get("/api/admin/sessions/" + session + "/placement").expect(200);
        console.open("/admin/sessions");
        console.page().locator(".berth-why").first().click();
        assertThat(console.at("placement")).containsText("It was placed on");
        assertThat(console.at("placement")).containsText("Chosen");
        Chromium.picture(console.page(), "placement");
    }

    @Test
    void mapIsUsedByKeyboard() {
        console.open("/admin/map");
        var agent = console.at("map-agent default");
        assertThat(console.at("map-zone-proxy default")).isVisible();
        assertThat(console.at("map-database")).containsText("PostgreSQL 18");
        agent.focus();
        console.page().keyboard().press("Enter");
        assertThat(console.at("map-detail")).containsText("healthy");
        assertThat(agent).hasAttribute("aria-pressed", "true");
        console.page().keyboard().press("Enter");
        assertThat(console.at("map-detail")).hasCount(0);
        assertThat(agent).hasAttribute("aria-pressed", "false");
        Chromium.picture(console.page(), "map");
    }

    @Test
    void enrolmentShowsItsTokenOnceAndIsRevoked() {
        console.open("/admin/nodes");
        console.at("node-enrol").click();
        console.page().locator("#enrol-zone").fill("reef");
        console.at("enrol-create").click();
        assertThat(console.at("enrol-command")).containsText("--roles=agent");
        assertThat(console.at("enrol-status")).hasAttribute("data-step", "waiting");
        var token = console.at("enrol-token").innerText().strip();
        assertFalse(token.isEmpty());
        console.at("enrol-command-copy").click();
        var copied = (String) console.page().evaluate("navigator.clipboard.readText()");
        assertTrue(copied.contains("--zone=reef"), copied);
        Chromium.picture(console.page(), "enrol");
        console.page()
                .locator("footer")
                .getByText("Close", new Locator.GetByTextOptions().setExact(true))
                .click();

        assertFalse(console.page().content().contains(token));
        console.button("Revoke the enrolment for reef").click();
        console.at("enrolment-revoke").click();
        Await.until(
                "the enrolment is gone",
                Chromium.PATIENCE,
                () -> client.get("/api/admin/enrolments").body().isEmpty());
        assertThat(console.heading("Open enrolments")).hasCount(0);
    }

    @Test
    void settingsAreKept() {
        console.open("/admin/nodes/settings");
        console.page().locator("#strategy-most-load").click();
        console.at("scheduler-save").click();
        assertThat(console.page().getByText("Saved.")).isVisible();
        console.page().reload();
        assertThat(console.page().locator("#strategy-most-load")).isChecked();
        console.page().locator("#missingAfterSeconds").fill("20");
        console.page().locator("#deadAfterSeconds").fill("10");
        console.at("node-settings-save").click();
        assertThat(console.page().locator("#deadAfterSeconds-help")).containsText("longer than");
        console.page().locator("#deadAfterSeconds").fill("90");
        console.at("node-settings-save").click();
        assertThat(console.page().getByText("Saved.")).isVisible();
        var kept = client.get("/api/admin/settings/nodes").body();
        assertEquals(90, kept.path("deadAfterSeconds").asInt());
    }

    @Test
    void imagesAreWalkedByArrows() {
        console.open("/admin/images");
        var first = console.page().locator("[data-at='0 0']");
        first.focus();
        assertThat(console.at("image-detail")).containsText("berth/");
        console.page().keyboard().press("ArrowDown");
        console.page().keyboard().press("Home");
        console.page().keyboard().press("Tab");
        assertEquals(
                "BUTTON", console.page().evaluate("document.activeElement.tagName")); // what can be done about the cell
        Chromium.picture(console.page(), "images");
    }

    @Test
    void pagesWorkForKeyboardsScreenReadersAndSmallScreens() {
        var page = console.page();
        for (var path : PAGES) {
            for (int width : List.of(320, 1280)) {
                page.setViewportSize(width, 800);
                console.open("/admin/" + path);
                page.locator(".berth-node, .berth-map-box, .berth-matrix, form, .berth-table, .pf-v6-c-empty-state")
                        .first()
                        .waitFor();
                assertEquals(List.of(), page.evaluate(FLAWS), path + " at " + width);
            }
        }
    }

    /** Asks where the demo desktop would run. */
    private void placement() {
        console.open("/admin/workspaces");
        console.button("Actions for Demo desktop").click();
        item("Where would it run?").click();
    }

    private void action(String title) {
        console.page()
                .locator(".berth-node [aria-label^='Actions for']")
                .first()
                .click();
        item(title).click();
    }

    private Locator item(String title) {
        return console.page()
                .getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(title).setExact(true));
    }
}
