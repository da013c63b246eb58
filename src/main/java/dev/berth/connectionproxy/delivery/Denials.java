package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Incident;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What a policy has forbidden in one session: told at once the first time, and then at most once a minute. */
final class Denials {
    /** What can be denied. */
    enum Action {
        CLIPBOARD_IN("clipboard-in", "Text was to be copied into the machine."),
        CLIPBOARD_OUT("clipboard-out", "Text was copied in the machine, for the browser."),
        CLIPBOARD_SIZE("clipboard-size", "More text was to be copied than may be at once."),
        UPLOAD("upload", "A file was to be sent into the machine."),
        DOWNLOAD("download", "A file of the machine was to be fetched."),
        PRINTING("printing", "A document was printed in the machine."),
        AUDIO("audio", "The machine played sound."),
        MICROPHONE("microphone", "Sound was to be sent into the machine."),
        INPUT("input", "Keys, mouse or settings were to be used in a session that only looks on."),
        PROTOCOL("protocol", "The browser sent instructions that no page of ours sends.");

        private final String wireName;
        private final String detail;

        Action(String wireName, String detail) {
            this.wireName = wireName;
            this.detail = detail;
        }

        String wireName() {
            return wireName;
        }
    }

    private static final class Count {
        private int unsaid;
        private long saidAt;
        private boolean said;
    }

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final UUID session;
    private final Consumer<Incident> told;
    private final MeterRegistry meters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Action, Count> counts = new EnumMap<>(Action.class);

    /** @param told must not block */
    Denials(UUID session, Consumer<Incident> told, MeterRegistry meters) {
        this.session = session;
        this.told = told;
        this.meters = meters;
    }

    void denied(Action action) {
        meters.counter("berth.remote.denied", "action", action.wireName()).increment();
        lock.lock();
        try {
            var count = counts.computeIfAbsent(action, first -> new Count());
            count.unsaid++;
            say(action, count, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Tells what has waited for its minute to be over. */
    void tick() {
        lock.lock();
        try {
            counts.forEach((action, count) -> say(action, count, System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    /** Tells all that was not told. */
    void end() {
        lock.lock();
        try {
            counts.forEach((action, count) -> say(action, count, count.saidAt + AGAIN.toNanos()));
        } finally {
            lock.unlock();
        }
    }

    private void say(Action action, Count count, long now) {
        if (count.unsaid > 0 && (!count.said || now - count.saidAt >= AGAIN.toNanos())) {
            told.accept(new Incident(session, Incident.Kind.DENIED, action.wireName, action.detail, count.unsaid));
            count.unsaid = 0;
            count.said = true;
            count.saidAt = now;
        }
    }
}
