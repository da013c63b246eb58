package dev.berth.chaos;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.TargetMachine;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A browser's stream of an existing machine: it answers what has to be answered, and types. */
public final class MachineStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long ONE_TRY = Duration.ofSeconds(5).toNanos();
    private static final int ENTER = 0xFF0D;

    private final WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private final LongAdder characters = new LongAdder();
    private volatile boolean painted;
    private volatile @Nullable String ended;

    private MachineStream(BerthClient client, URI url) {
        socket = DesktopStream.browser(client, url)
                .subprotocols("guacamole")
                .buildAsync(url, new Receiver())
                .join();
    }

    /** Gets a grant and connects; the machine may not be there yet. */
    public static MachineStream open(BerthClient client, String session) {
        var url = client.connect(session).path("url").asText();
        return new MachineStream(
                client, URI.create(url + (url.contains("?") ? "&" : "?") + "width=800&height=600&image=image/png"));
    }

    /** Types a command until it has had its effect: a shell may not be there at once. */
    public void typedHasItsEffect(TargetMachine machine) {
        var file = "/tmp/typed-" + UUID.randomUUID();
        var typed = new long[] {System.nanoTime() - 2 * ONE_TRY};
        Await.until("the machine shows something; the stream: " + ended, PATIENCE, () -> painted || ended != null);
        Await.until("the typed command has run", PATIENCE, () -> {
            if (ended != null) {
                throw new AssertionError("the stream ended: " + ended);
            }
            if (System.nanoTime() - typed[0] > ONE_TRY) {
                type("touch " + file + "\n");
                typed[0] = System.nanoTime();
            }
            return machine.exec("ls", file).equals(file);
        });
    }

    /** True when it was, which may be late; false when the stream was ended instead. */
    public boolean isPainted() {
        Await.until("the machine shows something, or the stream ends", PATIENCE, () -> painted || ended != null);
        return ended == null;
    }

    void type(String text) {
        // where the pointer is, a desktop without a window manager takes the keys
        send("mouse", "300", "200", "0");
        text.codePoints().forEach(character -> {
            var key = String.valueOf(character == '\n' ? ENTER : character);
            send("key", key, "1");
            send("key", key, "0");
        });
    }

    private synchronized void send(String... elements) {
        var text = new StringBuilder();
        for (var element : elements) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(element.length())
                    .append('.')
                    .append(element);
        }
        var instruction = text.append(';').toString();
        // one after the other: the client takes no second message while it sends one
        sent = sent.handle((done, failed) -> socket.sendText(instruction, true)).thenCompose(now -> now);
    }

    /** How much has come so far. */
    long characters() {
        return characters.sum();
    }

    /** How the stream was ended from the other side; null while it goes on. */
    public @Nullable String ended() {
        return ended;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            characters.add(data.length());
            message.append(data);
            if (last) {
                instructions(message.toString());
                message.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        /** Messages are whole instructions. */
        private void instructions(String text) {
            int at = 0;
            while (at >= 0 && at < text.length()) {
                int end = text.indexOf(';', at);
                if (text.startsWith("4.sync,", at)) {
                    send(
                            "sync",
                            text.substring(text.indexOf('.', at + 7) + 1, end).split(",", 2)[0]);
                    painted = true;
                } else if (text.startsWith("5.error,", at)) {
                    ended = "guacd says " + text.substring(at, end);
                }
                at = end < 0 ? -1 : end + 1;
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            ended = code + " " + reason;
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended = error.toString();
        }
    }
}
