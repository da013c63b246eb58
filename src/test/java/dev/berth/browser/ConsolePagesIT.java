package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Program;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's pages against the real server. */
class ConsolePagesIT extends Pages {
    private static final long MIB = 1L << 20;
    private static final Duration SECONDS = Duration.ofSeconds(60);
    private static final int TIME_LIMIT_SECONDS = 60;
    /** The limit, one look of the reconciler, and a busy machine. */
    private static final Duration AFTER_THE_LIMIT = Duration.ofSeconds(TIME_LIMIT_SECONDS + 90);

    @Override
    Program configured(Program fresh) {
        return fresh.with("session-per-user", "1");
    }

    private void probe(String name, String mode, Map<String, Object> more) {
        var fields = new HashMap<String, Object>(Map.of(
                "name",
                name,
                "image",
                "berth/test-probe:1",
                "protocol",
                "http",
                "cores",
                0.5,
                "memoryBytes",
                128 * MIB,
                "sharedMemoryBytes",
                16 * MIB,
                "environment",
                Map.of("MODE", mode)));
        fields.putAll(more);
        client.workspace(fields);
    }

    @Test
    void workspaceIsRefusedWithAReasonThenCorrected() {
        administrator.open("/admin/workspaces");
        administrator.at("workspace-new").click();
        administrator.page().locator("#name").fill("Editor");
        var image = administrator.page().locator("#image");
        image.fill("Not An Image");
        administrator.at("workspace-save").click();
        assertThat(administrator.page().locator("#image-help")).containsText("'Not An Image' is not an image name");
        assertThat(image).isFocused();
        Chromium.picture(administrator.page(), "workspace-refused");

        image.fill("berth/demo:1");
        administrator.at("workspace-save").click();
        assertThat(row("Editor")).containsText("berth/demo:1");
        administrator.open("/");
        assertThat(administrator.at("launch-Editor")).isVisible();
    }

    @Test
    void userIsCreatedWorksAndIsLockedOut() {
        administrator.open("/admin/users");
        administrator.at("user-new").click();
        administrator.page().locator("#user-name").fill("grace");
        administrator.at("user-create").click();
        var password = administrator.at("generated-password").locator("input").inputValue();
        Chromium.picture(administrator.page(), "user-created");
        administrator.button("Done").click();
        administrator.page().reload();
        assertThat(row("grace")).containsText("First password");
        assertThat(administrator.page().locator("body")).not().containsText(password);

        var grace = new Console(chromium.person(), client.base());
        grace.signIn("grace", password);
        grace.choosePassword(password, BerthClient.PASSWORD);
        hasNoAdministration(grace);
        var session = grace.launch("Demo desktop");
        grace.connected();

        administrator.button("Actions for grace").click();
        administrator
                .page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Disable"))
                .click();
        administrator.button("Disable user").click();
        assertThat(grace.page().locator("[data-stream=connected]"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(SECONDS.toMillis()));
        Await.until(
                "the container is gone",
                Chromium.PATIENCE,
                () -> Containers.of(session).isEmpty());
        assertThat(row("grace")).containsText("Disabled");
        // depending on what arrives first: why the session ended, or that the login is over
        assertThat(grace.heading("The account of this session was disabled").or(grace.at("login-submit")))
                .isVisible();
        Chromium.picture(grace.page(), "user-cut-off");
        grace.signIn("grace", BerthClient.PASSWORD);
        assertThat(grace.page().getByRole(AriaRole.ALERT)).isVisible();
        Chromium.picture(grace.page(), "user-disabled");
    }

    private static void hasNoAdministration(Console user) {
        assertThat(user.at("nav-users")).hasCount(0);
        user.open("/admin/users");
        assertThat(user.page().locator("main")).containsText("only administrators may open");
        assertEquals(403, user.page().evaluate("fetch('/api/admin/users').then(answer => answer.status)"));
        user.button("Go to my desktops").click();
    }

    @Test
    void failedLaunchSaysWhy() {
        probe("Broken", "exit", Map.of());
        administrator.open("/");
        administrator.launch("Broken");
        administrator.ended(Chromium.PATIENCE);
        assertThat(administrator.heading("The session could not be started")).isVisible();
        assertThat(administrator.page().locator(".berth-detail")).containsText("exited with code 3");
        assertThat(administrator.page().locator(".berth-detail")).containsText("probe: refuses to start");
        Chromium.picture(administrator.page(), "launch-failed");
    }

    /** The minute is used for the pages about the node and the limit of sessions. */
    @Test
    void sessionWithATimeLimitCountsDownAndEnds() {
        probe("Short", "http", Map.of("sessionTimeLimitSeconds", TIME_LIMIT_SECONDS));
        administrator.open("/");
        administrator.launch("Short");
        administrator.connected();
        var warning = administrator.page().locator(".berth-limit");
        assertThat(warning).containsText(Pattern.compile("This session ends in \\d+ s"));
        Chromium.picture(administrator.page(), "time-limit");

        var second = new Console(administrator.page().context().newPage(), client.base());
        limitOfSessions(second);
        node(second);
        system(second);
        second.page().close();

        administrator.ended(AFTER_THE_LIMIT);
        assertThat(administrator.heading("The time of this session is over")).isVisible();
        var ended = client.get("/api/sessions/" + administrator.session()).body();
        assertEquals("time-limit", ended.path("endReason").asText());
    }

    private static void limitOfSessions(Console console) {
        console.open("/");
        console.at("launch-Demo desktop").click();
        var alert = console.page().getByRole(AriaRole.ALERT);
        assertThat(alert).containsText("1");
        Chromium.picture(console.page(), "session-limit");
    }

    private static void node(Console console) {
        console.at("nav-nodes").click();
        var node = console.page().locator(".berth-node");
        assertThat(node).hasCount(1);
        assertThat(node).containsText("Healthy");
        assertThat(node).containsText(Pattern.compile("0\\.5 of \\d+ cores"));
        assertThat(node).containsText(Pattern.compile("128 MiB of \\d+(\\.\\d)? GiB"));
        Chromium.picture(console.page(), "nodes");
    }

    private static void system(Console console) {
        console.at("nav-system").click();
        var main = console.page().locator("main");
        assertThat(main).containsText(Pattern.compile("PostgreSQL 18|Version\\s*18"));
        assertThat(main).containsText("Embedded, managed by Berth");
        Chromium.picture(console.page(), "system");
    }

    private Locator row(String text) {
        return administrator
                .page()
                .getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile("^" + text + "\\b")));
    }
}
