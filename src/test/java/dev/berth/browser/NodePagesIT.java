package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.berth.topology.Await;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages about nodes, the map, placements and images, against the real server. */
class NodePagesIT extends Pages {
    private static final List<String> PAGES = List.of("nodes", "nodes/settings", "map", "images", "sessions");

    @Test
    void nodeGetsLabelsAndALimitAndIsDrained() {
        administrator.open("/admin/nodes");
        var node = administrator.page().locator(".berth-node");
        assertThat(node).containsText("Healthy");
        action("Edit labels and limits");
        administrator.page().locator("#labels").fill("rack");
        administrator.at("node-save").click();
        assertThat(administrator.page().locator("#labels-help")).containsText("'rack' is not a label");
        administrator.page().locator("#labels").fill("rack=b4");
        administrator.page().locator("#maxSessions").fill("20");
        administrator.at("node-save").click();
        assertThat(node).containsText("rack=b4");
        assertThat(node).containsText(Pattern.compile("\\d of at most 20"));

        action("Drain");
        Chromium.picture(administrator.page(), "node-drain");
        administrator.at("drain-confirm").click();
        assertThat(node).containsText(Pattern.compile("Drain(ing|ed)"));
        Chromium.picture(administrator.page(), "node-draining");
        placement();
        assertThat(administrator.at("placement")).containsText("the only agent refuses");
        assertThat(administrator.at("placement")).containsText("drain");
        Chromium.picture(administrator.page(), "placement-refused");

        administrator.open("/admin/nodes");
        action("End the drain");
        assertThat(node).containsText("Healthy");
        placement();
        assertThat(administrator.at("placement")).containsText("It would run on");
    }

    @Test
    void sessionSaysWhyItIsWhereItIs() {
        var session = client.launch(client.demoWorkspace());
        client.session(session, "running");
        client.get("/api/admin/sessions/" + session + "/placement").expect(200);
        administrator.open("/admin/sessions");
        administrator.page().locator(".berth-why").first().click();
        assertThat(administrator.at("placement")).containsText("It was placed on");
        assertThat(administrator.at("placement")).containsText("Chosen");
        Chromium.picture(administrator.page(), "placement");
    }

    @Test
    void mapIsUsedByKeyboard() {
        administrator.open("/admin/map");
        var agent = administrator.at("map-agent default");
        assertThat(administrator.at("map-zone-proxy default")).isVisible();
        assertThat(administrator.at("map-database")).containsText("PostgreSQL 18");
        agent.focus();
        administrator.page().keyboard().press("Enter");
        assertThat(administrator.at("map-detail")).containsText("healthy");
        assertThat(agent).hasAttribute("aria-pressed", "true");
        administrator.page().keyboard().press("Enter");
        assertThat(administrator.at("map-detail")).hasCount(0);
        assertThat(agent).hasAttribute("aria-pressed", "false");
        Chromium.picture(administrator.page(), "map");
    }

    @Test
    void enrolmentShowsItsTokenOnceAndIsRevoked() {
        administrator.open("/admin/nodes");
        administrator.at("node-enrol").click();
        administrator.page().locator("#enrol-zone").fill("default");
        administrator.at("enrol-create").click();
        assertThat(administrator.at("enrol-command")).containsText("--roles=agent");
        assertThat(administrator.at("enrol-status")).hasAttribute("data-step", "waiting");
        var token = administrator.at("enrol-token").innerText().strip();
        assertFalse(token.isEmpty());
        administrator.at("enrol-command-copy").click();
        var copied = (String) administrator.page().evaluate("navigator.clipboard.readText()");
        assertTrue(copied.contains("--zone=default"), copied);
        Chromium.picture(administrator.page(), "enrol");
        administrator
                .page()
                .locator("footer")
                .getByText("Close", new Locator.GetByTextOptions().setExact(true))
                .click();

        assertFalse(administrator.page().content().contains(token));
        administrator.button("Revoke the enrolment for default").click();
        administrator.at("enrolment-revoke").click();
        Await.until(
                "the enrolment is gone",
                Chromium.PATIENCE,
                () -> client.get("/api/admin/enrolments").body().isEmpty());
        assertThat(administrator.heading("Open enrolments")).hasCount(0);
    }

    @Test
    void settingsAreKept() {
        administrator.open("/admin/nodes/settings");
        administrator.page().locator("#strategy-most-load").click();
        administrator.at("scheduler-save").click();
        assertThat(administrator.page().getByText("Saved.")).isVisible();
        administrator.page().reload();
        assertThat(administrator.page().locator("#strategy-most-load")).isChecked();
        administrator.page().locator("#missingAfterSeconds").fill("20");
        administrator.page().locator("#deadAfterSeconds").fill("10");
        administrator.at("node-settings-save").click();
        assertThat(administrator.page().locator("#deadAfterSeconds-help")).containsText("longer than");
        administrator.page().locator("#deadAfterSeconds").fill("90");
        administrator.at("node-settings-save").click();
        assertThat(administrator.page().getByText("Saved.")).isVisible();
        var kept = client.get("/api/admin/settings/nodes").body();
        assertEquals(90, kept.path("deadAfterSeconds").asInt());
    }

    @Test
    void imagesAreWalkedByArrows() {
        administrator.open("/admin/images");
        var first = administrator.page().locator("[data-at='0 0']");
        first.focus();
        assertThat(administrator.at("image-detail")).containsText("berth/");
        administrator.page().keyboard().press("ArrowDown");
        administrator.page().keyboard().press("Home");
        administrator.page().keyboard().press("Tab");
        assertEquals(
                "BUTTON",
                administrator.page().evaluate("document.activeElement.tagName")); // what can be done about the cell
        Chromium.picture(administrator.page(), "images");
    }

    @Test
    void pagesWorkForKeyboardsScreenReadersAndSmallScreens() {
        var page = administrator.page();
        for (var path : PAGES) {
            for (int width : List.of(320, 1280)) {
                page.setViewportSize(width, 800);
                administrator.open("/admin/" + path);
                page.locator(".berth-node, .berth-map-box, .berth-matrix, form, .berth-table, .pf-v6-c-empty-state")
                        .first()
                        .waitFor();
                assertEquals(List.of(), Flaws.of(page), path + " at " + width);
            }
        }
    }

    /** Asks where the demo desktop would run. */
    private void placement() {
        administrator.open("/admin/workspaces");
        administrator.button("Actions for Demo desktop").click();
        item("Where would it run?").click();
    }

    private void action(String title) {
        administrator
                .page()
                .locator(".berth-node [aria-label^='Actions for']")
                .first()
                .click();
        item(title).click();
    }

    private Locator item(String title) {
        return administrator
                .page()
                .getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(title).setExact(true));
    }
}
