package dev.berth.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Not a test: pictures of every page on the real program with real data, at three sizes, light and dark, for somebody
 * to look at. They go to target/screenshots/gallery; arguments choose sizes by their width.
 */
final class Gallery {
    private static final long MIB = 1L << 20;
    private static final List<int[]> SIZES =
            List.of(new int[] {360, 740}, new int[] {1280, 800}, new int[] {2560, 1440});

    private final BerthClient client;
    private final Chromium chromium;
    private final String firstPassword;
    private final String demoWorkspace;
    private final String demo;
    private final String broken;
    private final String slow;

    private Gallery(BerthClient client, Chromium chromium) {
        this.client = client;
        this.chromium = chromium;
        demoWorkspace = client.demoWorkspace(); // before there are others
        List.of("ada", "linus.a-rather-long-name@harbour.example.org").forEach(this::user);
        firstPassword = user("grace");
        client.workspace(workspace("Photo archive", "berth/test-probe:1", "http", "http", "image"));
        client.workspace(workspace("Statistics", "berth/test-kasm:1", "kasmvnc", "", "chart"));
        var failing = client.workspace(workspace("Broken recipe", "berth/test-probe:1", "http", "exit", "office"));
        var hanging = client.workspace(workspace("Slow starter", "berth/test-probe:1", "http", "silent", "server"));
        demo = client.launch(demoWorkspace);
        client.session(demo, "running");
        broken = client.launch(failing);
        client.session(broken, "ended");
        slow = client.launch(hanging);
    }

    public static void main(String[] arguments) throws Exception {
        var widths = List.of(arguments);
        try (var program = Program.in(Files.createTempDirectory(Path.of("target"), "gallery"), "all")
                        .start();
                var chromium = new Chromium()) {
            var gallery = new Gallery(program.administrator(), chromium);
            for (var size : SIZES) {
                if (widths.isEmpty() || widths.contains(String.valueOf(size[0]))) {
                    gallery.pictures(size, ColorScheme.LIGHT);
                    gallery.pictures(size, ColorScheme.DARK);
                }
            }
            gallery.client
                    .get("/api/sessions")
                    .body()
                    .forEach(session -> gallery.client.delete(
                            "/api/sessions/" + session.path("id").asText()));
            gallery.client.session(gallery.demo, "ended");
        }
    }

    private String user(String name) {
        return client.post("/api/admin/users", Map.of("name", name, "role", "user"))
                .expect(201)
                .body()
                .path("password")
                .asText();
    }

    private static Map<String, Object> workspace(String name, String image, String protocol, String mode, String icon) {
        return Map.of(
                "name",
                name,
                "description",
                "Everything for " + name.toLowerCase(Locale.ROOT) + ", ready in a moment.",
                "icon",
                icon,
                "categories",
                List.of("Science", "Web"),
                "image",
                image,
                "protocol",
                protocol,
                "cores",
                0.5,
                "memoryBytes",
                256 * MIB,
                "sharedMemoryBytes",
                16 * MIB,
                "environment",
                Map.of("MODE", mode));
    }

    private void pictures(int[] size, ColorScheme scheme) {
        var suffix = "-" + size[0] + "-" + scheme.name().toLowerCase(Locale.ROOT);
        var options = new Browser.NewContextOptions()
                .setViewportSize(size[0], size[1])
                .setColorScheme(scheme);
        var console = new Console(chromium.person(options), client.base());
        console.open("/");
        take(console, "login" + suffix);
        console.signIn("grace", firstPassword);
        console.at("change-new").fill("short");
        take(console, "first-password" + suffix);
        console.page().context().clearCookies();
        console.signIn("admin", BerthClient.PASSWORD);
        console.heading("My sessions").waitFor();
        take(console, "dashboard" + suffix);
        for (var page : List.of(
                "workspaces", "users", "sessions", "nodes", "nodes/settings", "map", "images", "system", "audit")) {
            console.open("/admin/" + page);
            console.page()
                    .locator(".berth-table, .berth-node, .berth-cards, .berth-map-box, .berth-matrix, form")
                    .first()
                    .waitFor();
            take(console, page.replace("/", "-") + suffix);
        }
        console.open("/admin/workspaces/" + demoWorkspace);
        console.at("workspace-save").waitFor();
        take(console, "workspace" + suffix);
        console.open("/account");
        take(console, "account" + suffix);
        console.open("/nowhere");
        take(console, "not-found" + suffix);
        session(console, suffix);
        console.page().context().close();
    }

    private void session(Console console, String suffix) {
        console.open("/sessions/" + slow);
        console.page().locator(".berth-steps, .berth-panel").first().waitFor();
        take(console, "launching" + suffix);
        console.open("/sessions/" + broken);
        console.ended(Chromium.PATIENCE);
        take(console, "launch-failed" + suffix);
        console.open("/sessions/" + demo);
        console.connected();
        console.page().mouse().move(100, 100);
        console.page().waitForTimeout(1500);
        take(console, "desktop" + suffix);
        console.openToolbar();
        take(console, "toolbar" + suffix);
        console.at("clipboard-open").click();
        take(console, "clipboard" + suffix);
        console.page().keyboard().press("Escape");
        console.at("end-session").click();
        console.at("end-session-confirm").waitFor();
        take(console, "confirm" + suffix);
    }

    private static void take(Console console, String name) {
        console.page().waitForTimeout(400);
        Chromium.picture(console.page(), "gallery/" + name);
    }
}
