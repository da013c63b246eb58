package dev.berth.load;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Program;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * From the click on Launch to the first painted frame in Chromium, beside a bare {@code docker run} of the same image to
 * the first RFB frame, in turn. Between the two stands a program that launches and connects through Berth without a
 * browser: it tells the product's part from the browser's. Milliseconds, medians. Run by scripts/bench/launch.
 */
public final class LaunchBench {
    private static final String IMAGE = "berth/demo:1";
    private static final String PASSWORD = "benchpwd";
    private static final List<String> CHROMIUM = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private LaunchBench() {}

    public static void main(String[] args) throws Exception {
        int rounds = Integer.getInteger("rounds", 20);
        var timeline = Boolean.getBoolean("timeline") ? new Timeline() : null;
        var directory = Files.createTempDirectory("berth-bench");
        var bare = new ArrayList<Double>();
        var direct = new ArrayList<Double>();
        var ready = new ArrayList<Double>();
        var frame = new ArrayList<Double>();
        try (var server = Program.in(directory, "all").start();
                var playwright = Playwright.create();
                var browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(CHROMIUM))) {
            var client = server.administrator();
            var page = signIn(browser, client, timeline);
            var program = new StreamClient(client);
            var workspace = client.demoWorkspace();
            for (int i = -2; i < rounds; i++) {
                double one = bare();
                double two = program.firstFrame(workspace);
                var ours = launch(page, client);
                if (i >= 0) {
                    bare.add(one);
                    direct.add(two);
                    ready.add(ours[0]);
                    frame.add(ours[1]);
                    System.out.printf(
                            "%2d  bare %.0f ms  Berth to a program %.0f ms  click to running %.0f ms"
                                    + "  click to first frame %.0f ms%n",
                            i + 1, one, two, ours[0], ours[1]);
                    if (timeline != null) {
                        timeline.add(page);
                    }
                }
            }
        }
        System.out.printf(
                "%nmedian of %d                                         ms  ratio%n"
                        + "bare docker run to the first RFB frame          %5.0f  %5.2f%n"
                        + "Berth to the first RFB frame, without a browser %5.0f  %5.2f%n"
                        + "click to running                                %5.0f  %5.2f%n"
                        + "click to the first painted frame in Chromium    %5.0f  %5.2f%n",
                rounds,
                median(bare),
                1.0,
                median(direct),
                median(direct) / median(bare),
                median(ready),
                median(ready) / median(bare),
                median(frame),
                median(frame) / median(bare));
        if (timeline != null) {
            timeline.print();
        }
    }

    private static Page signIn(Browser browser, BerthClient client, @Nullable Timeline timeline) {
        var page = browser.newContext(new Browser.NewContextOptions()
                        .setIgnoreHTTPSErrors(true)
                        .setViewportSize(1280, 800))
                .newPage();
        if (timeline != null) {
            timeline.watch(page);
        }
        page.navigate(client.base() + "/");
        page.getByTestId("login-name").fill("admin");
        page.getByTestId("login-password").fill(BerthClient.PASSWORD);
        page.getByTestId("login-submit").click();
        page.getByTestId("launch-Demo desktop").waitFor();
        return page;
    }

    /** Chromium gives up a navigation when a network interface comes or goes, and containers bring theirs. */
    private static void dashboard(Page page, BerthClient client) {
        Await.until("the dashboard is there", Duration.ofSeconds(30), () -> {
            try {
                page.navigate(client.base() + "/");
                page.getByTestId("launch-Demo desktop").waitFor();
                return true;
            } catch (PlaywrightException networkChanged) {
                return false;
            }
        });
    }

    /** Milliseconds from the click to running, and to the first painted frame. */
    private static double[] launch(Page page, BerthClient client) {
        dashboard(page, client);
        // an idle dashboard has loaded what the session page needs
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.evaluate(
                "delete document.documentElement.dataset.firstFrame;"
                        + "document.querySelector('[data-testid=\"launch-Demo desktop\"]').addEventListener('click',"
                        + " () => { window.clickedAt = performance.timeOrigin + performance.now(); }, {capture: true, once: true})");
        page.getByTestId("launch-Demo desktop").click();
        page.waitForSelector(
                "html[data-first-frame]",
                new Page.WaitForSelectorOptions()
                        .setState(WaitForSelectorState.ATTACHED)
                        .setTimeout(60_000));
        double frame = ((Number)
                        page.evaluate("Number(document.documentElement.dataset.firstFrame) - window.clickedAt"))
                .doubleValue();
        double clicked = ((Number) page.evaluate("window.clickedAt")).doubleValue();
        var id = page.url().replaceAll(".*/sessions/", "");
        var session = client.get("/api/sessions/" + id).body();
        double running = Instant.parse(session.path("startedAt").asText()).toEpochMilli() - clicked;
        client.delete("/api/sessions/" + id);
        client.session(id, "ended");
        return new double[] {running, frame};
    }

    /** Milliseconds from {@code docker run} to the first frame, with the limits that the agent sets too. */
    private static double bare() throws IOException, GeneralSecurityException {
        var name = "berth-bench-" + UUID.randomUUID();
        int port = Program.freePort();
        long start = System.nanoTime();
        Containers.docker(
                "run",
                "-d",
                "--name",
                name,
                "-p",
                "127.0.0.1:" + port + ":5901",
                "-e",
                "VNC_PW=" + PASSWORD,
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--pids-limit",
                "4096",
                "--memory",
                "2g",
                "--shm-size",
                "512m",
                "--cpus",
                "2",
                IMAGE);
        Await.until("a frame comes", Duration.ofSeconds(30), () -> firstFrame(port));
        double millis = (System.nanoTime() - start) / 1e6;
        Containers.docker("rm", "-f", name);
        return millis;
    }

    private static boolean firstFrame(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            var in = new DataInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            in.readFully(new byte[12]);
            out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            in.readFully(new byte[in.readUnsignedByte()]);
            out.write(2);
            var challenge = new byte[16];
            in.readFully(challenge);
            out.write(response(challenge));
            if (in.readInt() != 0) {
                return false;
            }
            out.write(1);
            int width = in.readUnsignedShort();
            int height = in.readUnsignedShort();
            in.readFully(new byte[16]);
            in.readFully(new byte[in.readInt()]);
            out.write(
                    new byte[] {3, 0, 0, 0, 0, 0, (byte) (width >> 8), (byte) width, (byte) (height >> 8), (byte) height
                    });
            return in.read() == 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** VncAuth: DES with the bits of each key byte reversed. */
    private static byte[] response(byte[] challenge) {
        try {
            var key = new byte[8];
            var password = PASSWORD.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 8; i++) {
                key[i] = (byte) (Integer.reverse(password[i]) >>> 24);
            }
            var des = Cipher.getInstance("DES/ECB/NoPadding");
            des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
            return des.doFinal(challenge);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
