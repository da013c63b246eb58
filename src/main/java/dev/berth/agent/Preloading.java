package dev.berth.agent;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.ImageReadiness;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Pruned;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds ready the images that the control plane asks for: pulls them in the background, a few at a time. */
final class Preloading {
    /** How often the engine is asked what it really has. */
    private static final Duration LOOK = Duration.ofSeconds(60);

    private static final long BEAT_MILLIS = 1_000;

    private final Images images;
    private final Pruning pruning;
    private final AgentConfig config;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore places;
    /** Null until the control plane has said what it wants: before, nothing is known to be superfluous. */
    private volatile @Nullable Set<String> wanted;

    private volatile @Nullable Thread thread;
    private long looked = System.nanoTime() - LOOK.toNanos();

    Preloading(Images images, Pruning pruning, AgentConfig config) {
        this.images = images;
        this.pruning = pruning;
        this.config = config;
        this.places = new Semaphore(config.preloadParallel());
    }

    void start() {
        if (thread == null) {
            // the loop looks whether it is this one: it must not begin before that is said
            var loop = Thread.ofVirtual().name("preload").unstarted(this::loop);
            thread = loop;
            loop.start();
        }
    }

    void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    /** From now on these are wanted, and no others. */
    void order(List<ImageOrder> orders) {
        var names = orders.stream().map(ImageOrder::image).collect(Collectors.toSet());
        boolean news = !names.equals(wanted);
        orders.forEach(order ->
                held.computeIfAbsent(order.image(), name -> new Held(order)).order(order));
        held.values().removeIf(one -> !names.contains(one.image()) && !one.isPulling());
        wanted = names;
        if (news) {
            look();
        }
    }

    /** Once more, also when it is here. */
    void pull(ImageOrder order) {
        ImageReference.parse(order.image());
        var one = held.computeIfAbsent(order.image(), name -> new Held(order));
        one.order(order);
        one.again();
        look();
    }

    List<ImageReadiness> readiness() {
        return held.values().stream().map(Held::readiness).toList();
    }

    Pruned prune() {
        return pruning.prune(references(), Duration.ZERO);
    }

    /** Of all that is wanted or on its way, as the engine names it. */
    private Set<String> references() {
        var references = new HashSet<String>();
        for (var image : held.keySet()) {
            try {
                references.add(ImageReference.parse(image).full());
            } catch (Problem unreadable) {
                // there is nothing of that name to keep
            }
        }
        return references;
    }

    /** Something may have changed: the engine is asked soon. */
    void look() {
        wake.release();
    }

    private void loop() {
        while (thread == Thread.currentThread()) {
            try {
                boolean asked = wake.tryAcquire(BEAT_MILLIS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
                if (asked || System.nanoTime() - looked > LOOK.toNanos()) {
                    looked = System.nanoTime();
                    held.values().forEach(this::look);
                    if (wanted != null) {
                        pruning.prune(references(), config.imageKeep());
                    }
                }
                held.values().forEach(this::pullIfDue);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException e) {
                Log.debugf("images are looked at again later: %s", e.getMessage());
            }
        }
    }

    private void look(Held one) {
        one.seen(size(one));
    }

    private @Nullable Long size(Held one) {
        try {
            return images.find(ImageReference.parse(one.image()))
                    .map(Preloading::bytes)
                    .orElse(null);
        } catch (Problem unreadable) {
            if (unreadable.code() == ProblemCode.INVALID) {
                return null;
            }
            throw unreadable;
        }
    }

    private static long bytes(InspectImageResponse image) {
        return Optional.ofNullable(image.getSize()).orElse(0L);
    }

    private void pullIfDue(Held one) {
        if (places.tryAcquire()) {
            if (one.begin()) {
                Thread.ofVirtual().name("preload-" + one.image()).start(() -> work(one));
            } else {
                places.release();
            }
        }
    }

    private void work(Held one) {
        try {
            var pulled = images.fetch(
                    ImageReference.parse(one.image()), one.order().registry(), one::progress, () -> check(one));
            one.pulled(bytes(pulled));
            Log.infof("image %s is ready", one.image());
        } catch (RuntimeException e) {
            var why = e instanceof Problem problem ? problem.detail() : String.valueOf(e.getMessage());
            Log.infof("image %s is not ready: %s", one.image(), why);
            one.failed(why, sizeAfterFailure(one));
        } finally {
            places.release();
        }
    }

    private @Nullable Long sizeAfterFailure(Held one) {
        try {
            return size(one);
        } catch (RuntimeException engineGone) {
            return null;
        }
    }

    private void check(Held one) {
        if (thread == null || held.get(one.image()) != one) {
            throw new Problem(ProblemCode.UNAVAILABLE, "The image is not wanted any more.");
        }
    }
}
