package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.berth.topology.Await;
import dev.berth.topology.MachineWorkspace;
import dev.berth.topology.Program;
import dev.berth.topology.TargetMachine;
import dev.berth.topology.TestGuacd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Existing machines in a real browser, through a real guacd: one journey for each protocol. */
class MachineSessionsBrowserIT extends Pages {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The engine keeps its networks apart, so the guacd of the role itself would not reach machines that are containers. */
    private final TestGuacd guacd = new TestGuacd();

    @Override
    Program configured(Program fresh) {
        return fresh.with("guacd", guacd.address());
    }

    @AfterAll
    void stopGuacd() {
        guacd.close();
    }

    private String offer(String name, String protocol, TargetMachine machine, Map<String, Object> more) {
        MachineWorkspace.of(client, name, protocol, machine, more);
        administrator.open("/");
        return administrator.launch(name);
    }

    private void end(String session) {
        administrator.endSession();
        administrator.ended(SOON);
        client.session(session, "ended");
    }

    @Test
    void aTerminalBySsh() {
        try (var machine = TargetMachine.ssh()) {
            var session = offer("Terminal", "ssh", machine, Map.of());
            administrator.connected();
            administrator.typesUntilDone(machine, "/tmp/by-ssh");
            Chromium.picture(administrator.page(), "machine-ssh");
            copied(machine);
            carried(machine);
            administrator.page().setViewportSize(900, 600);
            Await.until("the terminal has the size of the window", SOON, () -> {
                administrator.page().keyboard().type("stty size > /tmp/size");
                administrator.page().keyboard().press("Enter");
                var size = machine.exec("cat", "/tmp/size").split(" ");
                return size.length == 2 && Integer.parseInt(size[0]) < 40;
            });
            Chromium.picture(administrator.page(), "machine-ssh-small");
            administrator.page().setViewportSize(1280, 800);
            end(session);
        }
    }

    /** What is copied in the browser is pasted there, and what is marked there is in the browser's clipboard. */
    private void copied(TargetMachine machine) {
        var page = administrator.page();
        administrator.openToolbar();
        administrator.at("clipboard-open").click();
        administrator.at("clipboard-text").fill("Grüße from the browser");
        administrator.at("clipboard-send").click();
        page.keyboard().press("Escape");
        administrator.at("toolbar-toggle").click();
        Await.until("pasted", SOON, () -> {
            page.mouse().click(300, 200);
            page.keyboard().type("echo '");
            page.keyboard().press("Control+Shift+V");
            page.keyboard().type("' > /tmp/pasted");
            page.keyboard().press("Enter");
            return Console.soonHolds(machine, "/tmp/pasted", "Grüße from the browser");
        });
        page.keyboard().type("clear; echo copied-$((6*7))-out");
        page.keyboard().press("Enter");
        Await.until("what is marked is in the browser's clipboard", SOON, () -> {
            page.mouse().move(5, 5);
            page.mouse().down();
            page.mouse().move(800, 300);
            page.mouse().up();
            return String.valueOf(page.evaluate("navigator.clipboard.readText()"))
                    .contains("copied-42-out");
        });
    }

    private void carried(TargetMachine machine) {
        administrator.openToolbar();
        administrator.at("files-open").click();
        assertThat(administrator.at("files-panel")).isVisible();
        // the user may not write at the root of the machine
        administrator
                .at("file-entry")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^tmp$")))
                .click();
        assertThat(administrator.at("files-panel")).containsText("by-ssh");
        administrator
                .at("files-picker")
                .setInputFiles(
                        new FilePayload("carried.txt", "text/plain", "carried over".getBytes(StandardCharsets.UTF_8)));
        Await.until(
                "the file is there",
                SOON,
                () -> machine.exec("cat", "/tmp/carried.txt").equals("carried over"));
        assertThat(administrator.at("files-panel")).containsText("carried.txt");
        Chromium.picture(administrator.page(), "machine-files");
        administrator.at("files-close").click();
        administrator.page().mouse().click(300, 200);
    }

    @Test
    void aScreenByVnc() {
        try (var machine = TargetMachine.vnc()) {
            var session = offer("Screen", "vnc", machine, Map.of());
            administrator.connected();
            administrator.typesUntilDone(machine, "/tmp/by-vnc");
            Chromium.picture(administrator.page(), "machine-vnc");
            end(session);
        }
    }

    @Test
    void aDesktopByRdp() {
        try (var machine = TargetMachine.rdp()) {
            var session = offer("Windows", "rdp", machine, Map.of());
            administrator.connected();
            administrator.typesUntilDone(machine, "/tmp/by-rdp");
            Chromium.picture(administrator.page(), "machine-rdp");
            end(session);
        }
    }

    @Test
    void aMachineThatIsFrozenSaysSoUntilItGoesOn() {
        try (var machine = TargetMachine.ssh()) {
            var session = offer("Frozen", "ssh", machine, Map.of());
            administrator.connected();
            administrator.typesUntilDone(machine, "/tmp/before");
            machine.freeze(true);
            administrator.page().keyboard().type("echo");
            var silent = administrator.at("machine-silent");
            assertThat(silent)
                    .containsText(
                            "may be frozen", new LocatorAssertions.ContainsTextOptions().setTimeout(SOON.toMillis()));
            Chromium.picture(administrator.page(), "machine-frozen");
            machine.freeze(false);
            // what was typed meanwhile arrives
            assertThat(silent).hasCount(0);
            end(session);
        }
    }

    @Test
    void aMachineThatRefusesSaysWhy() {
        try (var machine = TargetMachine.ssh()) {
            offer("Refused", "ssh", machine, Map.of("password", "wrong"));
            assertThat(administrator.at("failure-next")).isVisible();
            Chromium.picture(administrator.page(), "machine-refused");
        }
    }
}
