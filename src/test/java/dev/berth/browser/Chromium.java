package dev.berth.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The browser of the machine, without a window. Each context is a person of its own: cookies, clipboard permission. */
public final class Chromium implements AutoCloseable {
    /** Generous, because the machine may be busy; what has a deadline of its own says so where it is checked. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final Path EXECUTABLE = Path.of(System.getProperty("berth.chromium", "/usr/bin/chromium"));
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(OwnNetwork.within(EXECUTABLE))
                    .setTimeout(PATIENCE.toMillis())
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));

    public Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    /** A person with a browser of the usual size. */
    public Page person() {
        return person(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    Page person(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(
                options.setIgnoreHTTPSErrors(true).setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(PATIENCE.toMillis());
        return context.newPage();
    }

    /** For the eyes of whoever looks into a failure, or judges the looks. */
    public static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
