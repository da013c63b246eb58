package dev.berth.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.berth.topology.Await;
import dev.berth.topology.TargetMachine;
import java.time.Duration;
import java.util.regex.Pattern;

/** The console as a person uses it: by what it shows, and by clicks and keys. */
public final class Console {
    private static final Page.WaitForSelectorOptions ATTACHED = new Page.WaitForSelectorOptions()
            .setState(WaitForSelectorState.ATTACHED)
            .setTimeout(15_000);
    private static final Duration ONE_TRY = Duration.ofSeconds(4);
    private static final Pattern SESSION = Pattern.compile(".*/sessions/([0-9a-f-]{36})$");

    /** Remembers the steps that a launch showed: some are there for the blink of an eye. */
    private static final String STEPS = """
            window.berthSteps = [];
            new MutationObserver(() => document.querySelectorAll('.berth-steps [aria-current=step]').forEach(step => {
              if (!window.berthSteps.includes(step.textContent)) window.berthSteps.push(step.textContent);
            })).observe(document, { subtree: true, childList: true, attributes: true });
            """;

    private final Page page;
    private final String base;

    public Console(Page page, String base) {
        this.page = page;
        this.base = base;
        page.addInitScript(STEPS);
    }

    public Page page() {
        return page;
    }

    Locator at(String testId) {
        return page.getByTestId(testId);
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    /**
     * Opens an address of the console. Chromium gives up what is on its way whenever an address of the machine changes,
     * and here the containers of all tests do that; a person would load the page again.
     */
    void open(String path) {
        Await.until("the console is drawn at " + path, Chromium.PATIENCE, () -> {
            try {
                page.navigate(base + path);
                page.waitForSelector("#root > *", ATTACHED);
                return true;
            } catch (TimeoutError undrawn) {
                return false;
            } catch (PlaywrightException failure) {
                if (failure.getMessage().contains("ERR_NETWORK_CHANGED")) {
                    return false;
                }
                throw failure;
            }
        });
    }

    public void signIn(String name, String password) {
        open("/");
        at("login-name").fill(name);
        at("login-password").fill(password);
        at("login-submit").click();
    }

    /** The change that a generated password asks for. */
    void choosePassword(String current, String fresh) {
        at("change-current").fill(current);
        at("change-new").fill(fresh);
        at("change-repeat").fill(fresh);
        at("change-submit").click();
        assertThat(heading("My desktops")).isVisible();
    }

    /** Clicks a tile and answers which session that made. */
    public String launch(String workspace) {
        at("launch-" + workspace).click();
        page.waitForURL(SESSION);
        return session();
    }

    /** The session that the page shows. */
    String session() {
        var matcher = SESSION.matcher(page.url());
        if (!matcher.matches()) {
            throw new AssertionError("not the page of a session: " + page.url());
        }
        return matcher.group(1);
    }

    /** A picture has arrived, and the stream goes on. */
    public void connected() {
        assertThat(at("session-root")).hasAttribute("data-stream", "connected");
        // a function to wait for would be refused by the page's policy, unless it is true at once
        assertThat(page.locator("html[data-first-frame]")).isAttached();
    }

    public void ended(Duration longest) {
        assertThat(at("session-root"))
                .hasAttribute(
                        "data-session-state",
                        "ended",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(longest.toMillis()));
    }

    void openToolbar() {
        if (!"true".equals(at("toolbar-toggle").getAttribute("aria-expanded"))) {
            at("toolbar-toggle").click();
        }
    }

    /** Types into an existing machine until the command has had its effect: what is to take it may not be there at once. */
    public void typesUntilDone(TargetMachine machine, String file) {
        Await.until("the typed command has run", Chromium.PATIENCE, () -> {
            page.mouse().click(300, 200);
            page.keyboard().type("echo $((6*7)) > " + file);
            page.keyboard().press("Enter");
            return soonHolds(machine, file, "42");
        });
    }

    /** Looks for a while: typing again is worse than waiting. */
    public static boolean soonHolds(TargetMachine machine, String file, String expected) {
        long end = System.nanoTime() + ONE_TRY.toNanos();
        while (System.nanoTime() < end) {
            if (machine.exec("cat", file).equals(expected)) {
                return true;
            }
        }
        return false;
    }

    /** By the toolbar, and the question that it asks. */
    public void endSession() {
        openToolbar();
        at("end-session").click();
        at("end-session-confirm").click();
    }
}
