package dev.berth.agent;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Frame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Why a container stopped, and what it said last. What a container says is hostile until proved otherwise. */
final class LastWords {
    private static final int LINES = 5;
    private static final int MAX_CHARS = 600;
    private static final int MAX_BYTES = 16 * 1024;
    private static final long LOG_SECONDS = 10;
    private static final int KILLED = 137;

    private LastWords() {}

    /** For example {@code exited with code 137 (out of memory)}. */
    static String reason(InspectContainerResponse.ContainerState state) {
        var code = state.getExitCodeLong();
        var text = "exited with code " + (code == null ? "unknown" : code);
        if (Boolean.TRUE.equals(state.getOOMKilled())) {
            return text + " (out of memory)";
        }
        if (code != null && code == KILLED) {
            return text + " (killed)";
        }
        var error = state.getError();
        return error == null || error.isBlank() ? text : text + ": " + plain(error);
    }

    /** The last lines of the container's output on one line, or nothing. */
    static String log(Engine engine, String containerId) {
        var text = new StringBuffer();
        var listener = new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                if (text.length() < MAX_BYTES) {
                    text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
            }

            @Override
            public void onError(Throwable unreadable) {
                onComplete();
            }
        };
        try (listener) {
            engine.call(docker -> docker.logContainerCmd(containerId)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(LINES)
                    .exec(listener));
            listener.awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception unreadable) {
            // the log only adds to the reason
        }
        return last(text.toString());
    }

    static String last(String log) {
        var lines = log.lines()
                .map(LastWords::plain)
                .filter(line -> !line.isBlank())
                .toList();
        return clip(String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    }

    private static String clip(String text) {
        return text.length() <= MAX_CHARS ? text : "…" + text.substring(text.length() - MAX_CHARS);
    }

    /** Without control characters, which could rewrite a terminal or forge a log line. */
    static String plain(String text) {
        return text.replaceAll("\\u001b\\[[0-9;?]*[A-Za-z]", "")
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]+", " ")
                .strip();
    }

    /** A sentence's tail: the container's own words, when there are any. */
    static String quoted(String log) {
        return log.isEmpty() ? "" : " Its last words: " + log;
    }
}
