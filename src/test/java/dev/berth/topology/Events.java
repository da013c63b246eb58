package dev.berth.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Follows a session by server-sent events, as the session page does. */
public final class Events implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One event, and when it came. */
    public record Event(JsonNode session, long nanoTime) {}

    private final BerthClient client;
    private final String session;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private InputStream stream;
    private volatile boolean over;

    private Events(BerthClient client, String session) {
        this.client = client;
        this.session = session;
        this.stream = open();
    }

    public static Events of(BerthClient client, String session) {
        return new Events(client, session);
    }

    private InputStream open() {
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
            over = false;
            Thread.ofVirtual().start(() -> read(answer.body()));
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read(InputStream from) {
        try (var lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
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

    /** The first event, from now on, that tells this state. A stream that broke off is opened again, as a page does. */
    public Event state(String state) {
        return Await.value("an event tells " + state, Duration.ofSeconds(120), () -> {
            boolean broken = over;
            for (var event = events.poll(); event != null; event = events.poll()) {
                if (event.session().path("state").asText().equals(state)) {
                    return event;
                }
            }
            if (broken) {
                stream = open();
            }
            return null;
        });
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
