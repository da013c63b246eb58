package dev.berth.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Follows a session by server-sent events, as the session page does. */
public final class Events implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One event, and when it came. */
    public record Event(JsonNode session, long nanoTime) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final InputStream stream;
    private volatile boolean over;

    private Events(InputStream stream) {
        this.stream = stream;
    }

    public static Events of(BerthClient client, String session) {
        try {
            var answer = client.http()
                    .send(
                            client.request("/api/sessions/" + session + "/events")
                                    .GET()
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new AssertionError("events answer " + answer.statusCode());
            }
            var events = new Events(answer.body());
            Thread.ofVirtual().start(events::read);
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    events.add(new Event(JSON.readTree(line.substring(5)), System.nanoTime()));
                }
            }
        } catch (IOException closed) {
            // said by over
        }
        over = true;
    }

    /** The first event, from now on, that tells this state. */
    public Event state(String state, Duration longest) {
        try {
            long end = System.nanoTime() + longest.toNanos();
            for (var event = next(end); event != null; event = next(end)) {
                if (event.session().path("state").asText().equals(state)) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no event told " + state + (over ? ", the stream is over" : ""));
    }

    private Event next(long end) throws InterruptedException {
        return events.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** True once the other side has ended it. */
    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException gone) {
            // that is what was wanted
        }
    }
}
