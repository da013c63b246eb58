package dev.berth.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks at the Docker Engine from outside, with its own command. */
public final class Containers {
    private Containers() {}

    /** Standard output of {@code docker …}; standard error is added. */
    public static String docker(String... arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The container of a session; empty text when there is none. */
    public static String of(String session) {
        return docker("ps", "-aq", "--no-trunc", "--filter", "label=dev.berth.session=" + session);
    }

    /** What a command prints inside the session's container. */
    public static String exec(String session, String... command) {
        var arguments = new ArrayList<>(List.of("exec", of(session)));
        arguments.addAll(List.of(command));
        return docker(arguments.toArray(String[]::new));
    }
}
