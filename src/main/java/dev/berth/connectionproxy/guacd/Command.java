package dev.berth.connectionproxy.guacd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, without a shell, within a time and a size. */
final class Command {
    private static final int MOST = 64 << 10;

    /**
     * What came of it.
     *
     * @param said standard output and errors
     */
    record Outcome(int exitCode, String said) {
        boolean succeeded() {
            return exitCode == 0;
        }

        /** The end of what it said, on one line. */
        String lastWords() {
            var line = said.strip().replaceAll("\\s*\\R\\s*", " / ");
            return line.length() > 300 ? "…" + line.substring(line.length() - 300) : line;
        }
    }

    private Command() {}

    /** @throws IOException when it cannot be started, or does not end in time */
    static Outcome run(Duration longest, List<String> words) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var watch = Thread.ofVirtual().name("command").start(() -> endLater(process, longest));
        try (var out = process.getInputStream()) {
            var said = new String(out.readNBytes(MOST), StandardCharsets.UTF_8);
            out.transferTo(java.io.OutputStream.nullOutputStream());
            int code = process.waitFor();
            if (watch.isAlive()) {
                return new Outcome(code, said);
            }
            throw new IOException(
                    words.getFirst() + " " + words.get(1) + " did not finish within " + longest.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(words.getFirst() + " was interrupted", e);
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    private static void endLater(Process process, Duration longest) {
        try {
            TimeUnit.NANOSECONDS.sleep(longest.toNanos());
            process.destroyForcibly();
        } catch (InterruptedException done) {
            // it ended by itself
        }
    }
}
