package dev.berth.connectionproxy.guacd;

import dev.berth.contract.Problem;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One guacd: started, watched, and started again when it has died, at first at once and then later and later. */
final class Guacd {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration RARELY = Duration.ofSeconds(60);
    /** A busy machine may make it late once. */
    private static final int SILENCES = 3;

    private final Source source;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger deaths = new AtomicInteger();
    private volatile @Nullable Life life;
    private volatile String trouble = "It is being started.";
    private volatile boolean stopped;
    private @Nullable Thread loop;

    /** From a successful start to the death. */
    private record Life(InetSocketAddress address, CompletableFuture<String> gone) {}

    Guacd(Source source) {
        this.source = source;
    }

    String name() {
        return source.name();
    }

    boolean isUp() {
        return life != null;
    }

    int connections() {
        return connections.get();
    }

    int deaths() {
        return deaths.get();
    }

    /** Why it cannot be used; empty when it can. */
    Optional<String> trouble() {
        return isUp() ? Optional.empty() : Optional.of(trouble);
    }

    /** Empty while it is not up. */
    Optional<Lease> lease() {
        var now = life;
        if (now == null) {
            return Optional.empty();
        }
        connections.incrementAndGet();
        return Optional.of(new Lease(this, now.address, now.gone));
    }

    void release() {
        connections.decrementAndGet();
    }

    void start() {
        loop = Thread.ofVirtual().name("guacd-" + source.name()).start(this::keepRunning);
    }

    /** Returns when it has ended. */
    void stop() {
        stopped = true;
        var running = loop;
        if (running != null) {
            running.interrupt();
            try {
                running.join(READY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void keepRunning() {
        var pause = AGAIN;
        while (!stopped) {
            long begun = System.nanoTime();
            try {
                live(source.start());
            } catch (Problem problem) {
                tell(problem.detail());
            } catch (RuntimeException e) {
                Log.errorf(e, "guacd %s could not be started", name());
                tell("It cannot be started: " + e + ".");
            } catch (InterruptedException stopping) {
                return;
            }
            boolean lived = System.nanoTime() - begun > RARELY.toNanos();
            pause = lived ? AGAIN : pause;
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            } catch (InterruptedException stopping) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(RARELY) > 0 ? RARELY : pause.multipliedBy(2);
        }
    }

    private void tell(String reason) {
        if (!reason.equals(trouble) && !stopped) {
            Log.warnf("guacd %s: %s", name(), reason);
        }
        trouble = reason;
    }

    /** Returns when it has died. */
    private void live(Running running) throws InterruptedException {
        var gone = new CompletableFuture<String>();
        var reason = "The connection proxy is stopping.";
        try {
            awaitReady(running);
            life = new Life(running.address(), gone);
            Log.infof("guacd %s is ready at %s", name(), running.address());
            reason = watch(running);
            deaths.incrementAndGet();
            tell(reason);
        } finally {
            life = null;
            gone.complete(reason);
            end(running);
        }
    }

    /** Also while this thread is interrupted, which would keep it from waiting. */
    private static void end(Running running) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        running.kill().run();
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    private void awaitReady(Running running) throws InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        while (true) {
            var silence = silence(running);
            if (silence.isEmpty()) {
                return;
            }
            var death = running.death().get();
            if (death.isPresent() || System.nanoTime() > end) {
                throw new Problem(
                        dev.berth.contract.ProblemCode.UNAVAILABLE,
                        death.orElse("guacd does not answer at " + where(running) + " (" + silence.get() + ")."));
            }
            TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        }
    }

    private String watch(Running running) throws InterruptedException {
        for (int silences = 0; silences < SILENCES; ) {
            TimeUnit.NANOSECONDS.sleep((silences == 0 ? LOOK : AGAIN.multipliedBy(2)).toNanos());
            if (silence(running).isEmpty()) {
                silences = 0;
            } else {
                silences++;
                var death = running.death().get();
                if (death.isPresent()) {
                    return death.get();
                }
            }
        }
        return "guacd does not answer any more at " + where(running) + ".";
    }

    private static String where(Running running) {
        return running.address().getHostString() + ":" + running.address().getPort();
    }

    private static Optional<String> silence(Running running) throws InterruptedException {
        try {
            Knock.at(running.address(), ANSWER);
            return Optional.empty();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
