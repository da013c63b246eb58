package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages about existing machines, against the real server. No machine is connected: this program has no guacd. */
class ServerPagesIT extends Pages {
    private static final List<String> PAGES = List.of(
            "servers", "servers/new", "server-pools", "server-pools/new", "workspaces", "workspaces/new?server=none");
    private static final String SECRET = "nobody-may-read-this";

    @Test
    void serverIsRefusedWithAReasonThenTestedAndOffered() {
        administrator.open("/admin/servers");
        administrator.at("server-new").click();
        field("name").fill("Office");
        field("host").fill("no host at all");
        field("password").fill(SECRET);
        assertThat(field("zone")).hasValue("default");
        administrator.at("server-save").click();
        assertThat(administrator.page().locator("#host-help")).containsText("without a port");
        assertThat(field("host")).isFocused();
        Chromium.picture(administrator.page(), "server-refused");

        field("host").fill("192.0.2.7");
        administrator.at("server-save").click();
        assertThat(row("Office")).containsText("192.0.2.7:3389");
        assertThat(row("Office")).containsText("stored");
        Chromium.picture(administrator.page(), "servers");
        secretIsWriteOnly();
        test();
        offered();
        outOfService();
        deleted();
    }

    private void secretIsWriteOnly() {
        var stored = client.get("/api/admin/servers").expect(200);
        assertFalse(stored.raw().body().contains(SECRET), "the API shows the password");
        assertTrue(stored.body().get(0).path("passwordSet").asBoolean());
        row("Office").getByRole(AriaRole.LINK).first().click();
        assertThat(administrator.button("Replace the password")).isVisible();
        assertFalse(administrator.page().content().contains(SECRET), "the page shows the password");
        administrator.button("Remove the password").click();
        assertThat(administrator.page().locator("#password-help")).containsText("is removed when you save");
        administrator.button("Keep the password").click();
        field("description").fill("In the corner.");
        administrator.at("server-save").click();
        assertThat(row("Office")).isVisible();
        var kept = client.get("/api/admin/servers").body().get(0);
        assertTrue(kept.path("passwordSet").asBoolean());
        assertEquals("In the corner.", kept.path("description").asText());
    }

    private void test() {
        administrator.button("Test the connection to Office").click();
        var track = administrator.at("test-track");
        assertThat(track).hasAttribute("data-ok", "false");
        assertThat(track).containsText("--guacd=none");
        assertThat(track).containsText("Look at the page Nodes");
        assertThat(track.locator("[data-state=failed]")).containsText("Connection proxy");
        assertThat(track.locator("[data-state=skipped]")).hasCount(7);
        Chromium.picture(administrator.page(), "server-test");
        administrator
                .page()
                .locator("footer")
                .getByText("Close", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(row("Office")).containsText("failed: connection proxy");
    }

    private void offered() {
        action("Office", "Make a workspace of it");
        assertThat(field("name")).hasValue("Office");
        assertThat(administrator.page().locator("#kind-server")).isChecked();
        field("upload").uncheck();
        field("recording-required").check();
        Chromium.picture(administrator.page(), "workspace-server");
        administrator.at("workspace-save").click();
        assertThat(row("Office")).containsText("Server");
        var workspace = client.get("/api/admin/workspaces").body().findParents("serverId").stream()
                .filter(one -> one.path("name").asText().equals("Office"))
                .findFirst()
                .orElseThrow();
        assertEquals("server", workspace.path("kind").asText());
        assertFalse(workspace.path("policy").path("upload").asBoolean());
        assertEquals("required", workspace.path("policy").path("recording").asText());
        administrator.open("/");
        assertThat(administrator.at("tile-Office")).containsText("An existing machine");
        assertThat(administrator.at("launch-Office")).isEnabled();
    }

    private void outOfService() {
        administrator.open("/admin/servers");
        administrator.page().getByLabel("Office enabled").press("Space");
        assertThat(administrator.page().getByLabel("Office enabled")).not().isChecked();
        administrator.open("/");
        assertThat(administrator.at("tile-Office")).containsText("out of service");
        assertThat(administrator.at("launch-Office")).isDisabled();
        Chromium.picture(administrator.page(), "tile-out-of-service");
    }

    private void deleted() {
        administrator.open("/admin/servers");
        action("Office", "Delete");
        assertThat(administrator.page().getByRole(AriaRole.DIALOG)).containsText("The workspace Office leads to it");
        Chromium.picture(administrator.page(), "server-delete");
        administrator.at("delete-confirm").click();
        assertThat(row("Office")).hasCount(0);
        administrator.open("/admin/workspaces");
        assertThat(row("Office")).containsText("deleted");
    }

    @Test
    void poolIsMadeOfServersAndOffered() {
        List.of("Class 1", "Class 2").forEach(this::server);
        administrator.open("/admin/server-pools");
        administrator.at("pool-new").click();
        field("name").fill("Class room");
        administrator.at("pool-save").click();
        assertThat(administrator.page().locator("#serverIds-help")).containsText("at least one server");
        administrator.page().getByLabel("Class 1").check();
        administrator.page().getByLabel("Class 2").check();
        field("exclusive").check();
        administrator.at("pool-save").click();
        assertThat(row("Class room")).containsText("Class 1, Class 2");
        assertThat(row("Class room")).containsText("a server that nobody uses");
        assertThat(row("Class room")).containsText("0 of 2 sessions");
        Chromium.picture(administrator.page(), "server-pools");

        action("Class room", "Make a workspace of it");
        administrator.at("workspace-save").click();
        assertThat(row("Class room")).containsText("Server pool");
        administrator.open("/");
        assertThat(administrator.at("tile-Class room")).containsText("One of several machines");
        Chromium.picture(administrator.page(), "tiles");

        administrator.open("/admin/server-pools");
        action("Class room", "Delete");
        assertThat(administrator.page().getByRole(AriaRole.DIALOG))
                .containsText("The workspace Class room leads to it");
        administrator.page().keyboard().press("Escape");
        assertThat(row("Class room")).isVisible();
        placed();
    }

    private void placed() {
        var room = client.get("/api/admin/workspaces").body().findParents("poolId").stream()
                .filter(one -> one.path("name").asText().equals("Class room"))
                .findFirst()
                .orElseThrow();
        var session = client.launch(room.path("id").asText());
        administrator.open("/admin/sessions");
        administrator.page().locator(".berth-why").first().click();
        var placement = administrator.at("placement");
        assertThat(placement).containsText("It is on Class 1, through connection proxy");
        assertThat(placement.getByRole(AriaRole.ROW)).hasCount(5);
        assertThat(placement).containsText("0 of 1 sessions");
        Chromium.picture(administrator.page(), "placement-machine");
        client.delete("/api/sessions/" + session).expect(202);
    }

    @Test
    void linkOpensElsewhereAndCanNotHarm() {
        administrator.open("/admin/workspaces/new");
        administrator.page().locator("#kind-link").check();
        assertThat(administrator.page().locator("#image")).hasCount(0);
        field("name").fill("Wiki");
        field("url").fill("javascript:alert(1)");
        administrator.at("workspace-save").click();
        assertThat(administrator.page().locator("#url-help")).containsText("begins with https://");
        field("url").fill("https://wiki.example.org/");
        administrator.at("workspace-save").click();
        assertThat(row("Wiki")).containsText("https://wiki.example.org/");
        administrator.open("/");
        var link = administrator.at("link-Wiki");
        assertThat(link).hasAttribute("href", "https://wiki.example.org/");
        assertThat(link).hasAttribute("target", "_blank");
        assertThat(link).hasAttribute("rel", Pattern.compile("noopener"));
    }

    @Test
    void pagesWorkForKeyboardsScreenReadersAndSmallScreens() {
        var page = administrator.page();
        for (var path : PAGES) {
            for (int width : List.of(320, 1280)) {
                page.setViewportSize(width, 800);
                administrator.open("/admin/" + path);
                page.locator("form, .berth-table, .pf-v6-c-empty-state").first().waitFor();
                assertEquals(List.of(), Flaws.of(page), path + " at " + width);
            }
        }
    }

    private void server(String name) {
        client.post(
                        "/api/admin/servers",
                        Map.of("name", name, "protocol", "vnc", "host", "192.0.2.8", "maxSessions", 1))
                .expect(201);
    }

    private Locator field(String id) {
        return administrator.page().locator("#" + id);
    }

    private Locator row(String text) {
        return administrator
                .page()
                .getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile("^" + text + "\\b")));
    }

    private void action(String name, String title) {
        administrator.button("Actions for " + name).click();
        administrator
                .page()
                .getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(title).setExact(true))
                .click();
    }
}
