package dev.berth.agent;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import io.quarkus.logging.Log;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears from the engine at once when a container of ours dies, instead of at the next check-in. */
final class DeathWatch {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Engine engine;
    private final UUID node;
    private final Consumer<UUID> died;
    private final Runnable interrupted;
    private volatile boolean running;
    private volatile @Nullable Listener listener;

    /**
     * @param died        told of each session whose container stopped
     * @param interrupted told when the engine itself went away, or came back
     */
    DeathWatch(Engine engine, UUID node, Consumer<UUID> died, Runnable interrupted) {
        this.engine = engine;
        this.node = node;
        this.died = died;
        this.interrupted = interrupted;
    }

    void start() {
        running = true;
        Thread.ofVirtual().name("death-watch").start(this::loop);
    }

    void stop() {
        running = false;
        close(listener);
    }

    boolean isListening() {
        var now = listener;
        return now != null && now.connected;
    }

    private void loop() {
        while (running) {
            var each = new Listener();
            listener = each;
            try {
                engine.call(docker -> docker.eventsCmd()
                        .withEventTypeFilter(EventType.CONTAINER)
                        .withEventFilter("die", "oom")
                        .withLabelFilter(Map.of(Labels.NODE, node.toString()))
                        .exec(each));
                each.awaitCompletion();
                if (running) {
                    interrupted.run();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException down) {
                Log.debugf("no events from the engine: %s", down.getMessage());
            } finally {
                close(each);
            }
            if (running) {
                Pause.of(RETRY);
            }
        }
    }

    private static void close(@Nullable Listener listener) {
        try {
            if (listener != null) {
                listener.close();
            }
        } catch (IOException closed) {
            // nothing is left to close
        }
    }

    private final class Listener extends ResultCallback.Adapter<Event> {
        private volatile boolean connected;

        /** The engine has answered and the stream is open. */
        @Override
        public void onStart(Closeable stream) {
            super.onStart(stream);
            connected = true;
        }

        @Override
        public void onNext(Event event) {
            session(event).ifPresent(died);
        }

        @Override
        public void onError(Throwable lost) {
            onComplete();
        }

        private static Optional<UUID> session(Event event) {
            try {
                return Optional.ofNullable(event.getActor())
                        .map(actor -> actor.getAttributes())
                        .map(attributes -> attributes.get(Labels.SESSION))
                        .map(UUID::fromString);
            } catch (IllegalArgumentException foreign) {
                return Optional.empty();
            }
        }
    }
}
