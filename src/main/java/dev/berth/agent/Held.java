package dev.berth.agent;

import dev.berth.contract.ImageOrder;
import dev.berth.contract.ImageReadiness;
import dev.berth.contract.ImageReadiness.State;
import dev.berth.contract.LaunchProgress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One image that is to be ready, and how far it is. */
final class Held {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);

    private final String image;
    private ImageOrder order;
    private ImageReadiness readiness;
    private boolean pulling;
    private boolean again;
    private int failures;
    private long notBefore = System.nanoTime();

    Held(ImageOrder order) {
        this.image = order.image();
        this.order = order;
        this.readiness = told(State.MISSING, "", 0);
    }

    String image() {
        return image;
    }

    synchronized ImageOrder order() {
        return order;
    }

    synchronized ImageReadiness readiness() {
        return readiness;
    }

    synchronized boolean isPulling() {
        return pulling;
    }

    /** Other credentials are a reason to try at once. */
    synchronized void order(ImageOrder fresh) {
        if (fresh.registry().isPresent() && !fresh.equals(order)) {
            notBefore = System.nanoTime();
        }
        order = fresh;
    }

    /** It is to be pulled once more, also when it is there. */
    synchronized void again() {
        again = true;
        notBefore = System.nanoTime();
    }

    /** What a look at the engine found; null when the image is not there. */
    synchronized void seen(@Nullable Long bytes) {
        if (pulling) {
            return;
        }
        if (bytes != null) {
            var said = readiness.state() == State.PRESENT ? readiness.detail() : "";
            readiness = told(State.PRESENT, said, bytes);
        } else if (readiness.state() == State.PRESENT) {
            readiness = told(State.MISSING, "", 0);
            notBefore = System.nanoTime();
        }
    }

    /** True once for each pull that is due. */
    synchronized boolean begin() {
        boolean due = again || readiness.state() != State.PRESENT;
        if (pulling || !due || System.nanoTime() - notBefore < 0) {
            return false;
        }
        pulling = true;
        again = false;
        readiness = new ImageReadiness(image, State.PULLING, Optional.empty(), "", readiness.sizeBytes());
        return true;
    }

    synchronized void progress(LaunchProgress progress) {
        readiness = new ImageReadiness(
                image, State.PULLING, progress.percent(), progress.detail().orElse(""), readiness.sizeBytes());
    }

    synchronized void pulled(long bytes) {
        pulling = false;
        failures = 0;
        readiness = told(State.PRESENT, "", bytes);
    }

    /** @param bytes of the image that is there nevertheless; null for none */
    synchronized void failed(String why, @Nullable Long bytes) {
        pulling = false;
        var pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, 10));
        notBefore = System.nanoTime() + (pause.compareTo(LAST_RETRY) < 0 ? pause : LAST_RETRY).toNanos();
        readiness = bytes == null
                ? told(State.FAILED, why, 0)
                : told(State.PRESENT, "The one that was here before is kept. " + why, bytes);
    }

    private ImageReadiness told(State state, String detail, long bytes) {
        return new ImageReadiness(image, state, Optional.empty(), detail, bytes);
    }
}
