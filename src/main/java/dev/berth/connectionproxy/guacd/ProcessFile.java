package dev.berth.connectionproxy.guacd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remembers a process of ours, so that one which outlived us is found again; its start tells it from a later one. */
record ProcessFile(Path file) {
    private static final Duration END = Duration.ofSeconds(5);

    void write(ProcessHandle process) throws IOException {
        Files.writeString(file, process.pid() + " " + started(process));
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Ends the process that is written down, if that still runs. */
    void endFormer() throws IOException {
        if (Files.exists(file)) {
            var words = Files.readString(file).strip().split(" ");
            if (words.length == 2 && words[0].matches("[0-9]{1,18}") && words[1].matches("[1-9][0-9]{0,18}")) {
                ProcessHandle.of(Long.parseLong(words[0]))
                        .filter(process -> String.valueOf(started(process)).equals(words[1]))
                        .ifPresent(this::end);
            }
            Files.deleteIfExists(file);
        }
    }

    /** With all that it started. */
    void end(ProcessHandle process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            process.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
            Files.deleteIfExists(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IOException stays) {
            // the next start tries again
        }
    }
}
