package dev.berth.remote;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a few characters over a WebSocket and waits for them to come back. */
final class UpstreamEcho {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Calls calls;

    UpstreamEcho(Calls calls) {
        this.calls = calls;
    }

    /** Why it does not work, as a sentence; empty when it does. */
    Optional<String> failure(URI address) {
        var word = UUID.randomUUID().toString();
        var heard = new CompletableFuture<String>();
        var opening = calls.webSocket()
                .connectTimeout(LONGEST)
                .buildAsync(URI.create("wss" + address.toString().substring("https".length())), new Ear(heard));
        try {
            var socket = opening.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            try {
                socket.sendText(word, true).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
                return heard.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS).equals(word)
                        ? Optional.empty()
                        : Optional.of("something else came back.");
            } finally {
                socket.abort();
            }
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return Optional.of((cause.getMessage() == null ? cause.toString() : cause.getMessage()) + ".");
        } catch (TimeoutException e) {
            opening.cancel(true);
            return Optional.of("nothing came back in time.");
        } catch (InterruptedException e) {
            throw Calls.interrupted(e);
        }
    }

    private record Ear(CompletableFuture<String> heard) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.complete(data.toString());
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.completeExceptionally(new java.io.IOException("it was closed with " + code));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.completeExceptionally(error);
        }
    }
}
