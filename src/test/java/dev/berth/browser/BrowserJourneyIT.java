package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What Berth is for, from the printed password to the removed container, in a real browser. */
@Isolated("a browser loads the machine more than deadlines of other tests bear")
class BrowserJourneyIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration ONE_TRY = Duration.ofSeconds(2);
    private static final String PASTED = "Grüße & 5 € from the browser";

    @TempDir
    private Path directory;

    @Test
    void launchWorkComeBackAndEnd() {
        try (var program = Program.in(directory, "all").start();
                var cable = new Cable(program.port());
                var chromium = new Chromium()) {
            var console = new Console(chromium.person(), cable.base());
            signInForTheFirstTime(console, program.firstPassword());
            var session = launch(console);
            var container = Containers.of(session);
            assertFalse(container.isEmpty());

            var terminal = new Terminal(console.page());
            styled(console);
            typing(terminal, session);
            copyingOut(console.page(), terminal);
            pastingIn(console, terminal, session);
            reload(console, session, container);
            brokenNetwork(console, cable, session, container);
            end(console, session);
        }
    }

    private static void signInForTheFirstTime(Console console, String password) {
        console.signIn("admin", password);
        console.choosePassword(password, BerthClient.PASSWORD);
        assertThat(console.at("tile-Demo desktop")).isVisible();
        Chromium.picture(console.page(), "journey-1-dashboard");
    }

    private static String launch(Console console) {
        var session = console.launch("Demo desktop");
        console.connected();
        var steps = (List<?>) console.page().evaluate("window.berthSteps");
        assertFalse(steps.isEmpty(), "the launch shows how far it is");
        Chromium.picture(console.page(), "journey-2-desktop");
        return session;
    }

    /** The container's new network can make Chromium drop what it was just loading; a person would load the page again. */
    private static void styled(Console console) {
        Await.until("the page has its styles", SOON, () -> {
            if (isStyled(console.page())) {
                return true;
            }
            console.page().reload();
            console.connected();
            return isStyled(console.page());
        });
    }

    private static boolean isStyled(Page page) {
        return Boolean.TRUE.equals(
                page.evaluate("getComputedStyle(document.querySelector('.berth-stage')).position !== 'static'"));
    }

    private static void typing(Terminal terminal, String session) {
        // the first frame comes before the desktop has drawn anything that could be typed into
        Await.until("the terminal is there", SOON, () -> {
            var programs = Containers.exec(session, "sh", "-c", "cat /proc/[0-9]*/comm");
            return programs.contains("bash") && programs.contains("tint2");
        });
        Await.until("the typed command has run", SOON, () -> {
            terminal.click();
            terminal.interrupt();
            terminal.enter("echo \"It's <typed> $((6*7))\" > /tmp/berth-proof");
            return soonHolds(session, "/tmp/berth-proof", "It's <typed> 42");
        });
    }

    /** Typing again at once would interrupt what is still on its way. */
    private static boolean soonHolds(String session, String file, String expected) {
        long end = System.nanoTime() + ONE_TRY.toNanos();
        while (System.nanoTime() < end) {
            if (read(session, file).equals(expected)) {
                return true;
            }
        }
        return false;
    }

    private static void copyingOut(Page page, Terminal terminal) {
        terminal.enter("clear; echo copied-$((6*7))-out");
        Await.until("what is marked in the desktop is in the browser's clipboard", SOON, () -> {
            terminal.markAll();
            return clipboard(page).contains("copied-42-out");
        });
        terminal.click();
    }

    private static String clipboard(Page page) {
        return (String) page.evaluate("navigator.clipboard.readText()");
    }

    /** Once by the clipboard panel and once by itself, as after copying in another window. */
    private static void pastingIn(Console console, Terminal terminal, String session) {
        console.openToolbar();
        console.at("clipboard-open").click();
        console.at("clipboard-text").fill(PASTED + "\n");
        console.at("clipboard-send").click();
        Chromium.picture(console.page(), "journey-3-clipboard");
        console.page().keyboard().press("Escape");
        console.at("toolbar-toggle").click();
        paste(terminal, session, "/tmp/berth-panel", PASTED);

        console.page().evaluate("text => navigator.clipboard.writeText(text)", "copied elsewhere\n");
        console.page().evaluate("dispatchEvent(new Event('focus'))");
        paste(terminal, session, "/tmp/berth-window", "copied elsewhere");
    }

    private static void paste(Terminal terminal, String session, String file, String expected) {
        terminal.click();
        terminal.enter("head -n1 > " + file);
        Await.until("the terminal waits for a line", SOON, () -> exists(session, file));
        terminal.paste();
        Await.until("pasted into " + file, SOON, () -> read(session, file).equals(expected));
    }

    private static void reload(Console console, String session, String container) {
        console.page().reload();
        console.connected();
        assertSame(console, session, container);
    }

    private static void brokenNetwork(Console console, Cable cable, String session, String container) {
        var root = console.at("session-root");
        cable.pull();
        assertThat(root).hasAttribute("data-stream", "reconnecting");
        assertThat(console.heading("Connection lost")).isVisible();
        Chromium.picture(console.page(), "journey-4-connection-lost");
        cable.plug();
        console.connected();
        assertThat(console.heading("Connection lost")).isHidden();
        assertSame(console, session, container);
    }

    private static void assertSame(Console console, String session, String container) {
        assertEquals(session, console.session());
        assertEquals(container, Containers.of(session));
        assertEquals("It's <typed> 42", read(session, "/tmp/berth-proof"));
    }

    private static void end(Console console, String session) {
        console.endSession();
        console.ended(SOON);
        assertThat(console.heading("You ended this session")).isVisible();
        Chromium.picture(console.page(), "journey-5-ended");
        Await.until("the container is gone", SOON, () -> Containers.of(session).isEmpty());
        console.at("leave-session").click();
        assertThat(console.at("launch-Demo desktop")).isVisible();
    }

    private static boolean exists(String session, String file) {
        return Containers.exec(session, "ls", file).equals(file);
    }

    private static String read(String session, String file) {
        return Containers.exec(session, "cat", file);
    }
}
