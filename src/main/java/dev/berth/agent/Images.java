package dev.berth.agent;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RegistryCredentials;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The images on this engine. A launch pulls what is missing and nothing else. */
final class Images {
    private static final long ABORT_CHECK_MILLIS = 100;
    private static final Duration DISK_CHECK = Duration.ofSeconds(1);

    private final Engine engine;
    private final Duration pullTimeout;
    private final Disk disk;
    private final PulledImages ours;
    private final Supplier<Optional<String>> mirror;

    Images(Engine engine, Duration pullTimeout, Disk disk, PulledImages ours) {
        this(engine, pullTimeout, disk, ours, Optional::empty);
    }

    /** @param mirror where images of the public hub are looked for first */
    Images(Engine engine, Duration pullTimeout, Disk disk, PulledImages ours, Supplier<Optional<String>> mirror) {
        this.engine = engine;
        this.pullTimeout = pullTimeout;
        this.disk = disk;
        this.ours = ours;
        this.mirror = mirror;
    }

    /**
     * The image, after pulling it if it is missing.
     *
     * @param check throws when the launch that wants the image was given up
     */
    InspectImageResponse ensure(
            ImageReference image,
            Optional<RegistryCredentials> credentials,
            Consumer<LaunchProgress> progress,
            Runnable check) {
        var present = find(image);
        if (present.isPresent()) {
            ours.used(image.full(), Instant.now());
            return present.get();
        }
        progress.accept(LaunchProgress.of(LaunchStep.PULLING));
        return fetch(image, credentials, progress, check);
    }

    /**
     * The image as the registry has it now.
     *
     * @throws Problem {@code LAUNCH_FAILED} with the reason
     */
    InspectImageResponse fetch(
            ImageReference image,
            Optional<RegistryCredentials> credentials,
            Consumer<LaunchProgress> progress,
            Runnable check) {
        var before = find(image).map(InspectImageResponse::getId).orElse("");
        disk.refusal().ifPresent(full -> {
            throw new Problem(ProblemCode.LAUNCH_FAILED, image.text() + " is not pulled. " + full);
        });
        if (!pullFromMirror(image, progress, check)) {
            pull(image, credentials, progress, check);
        }
        var found = find(image)
                .orElseThrow(() -> new Problem(
                        ProblemCode.LAUNCH_FAILED, "The image " + image.text() + " vanished after it was pulled."));
        ours.pulled(image.full(), String.valueOf(found.getId()), before, Instant.now());
        return found;
    }

    Optional<InspectImageResponse> find(ImageReference image) {
        try {
            return Optional.of(
                    engine.call(docker -> docker.inspectImageCmd(image.full()).exec()));
        } catch (NotFoundException missing) {
            return Optional.empty();
        }
    }

    /** The credentials of the registry are not for the mirror. What the mirror does not have, the registry may. */
    private boolean pullFromMirror(ImageReference image, Consumer<LaunchProgress> progress, Runnable check) {
        var mirrored = mirror.get().flatMap(image::at).orElse(null);
        if (mirrored == null) {
            return false;
        }
        try {
            pull(mirrored, Optional.empty(), progress, check);
        } catch (Problem problem) {
            if (problem.code() != ProblemCode.LAUNCH_FAILED) {
                throw problem;
            }
            Log.warnf("%s does not come from the zone's mirror: %s", image.text(), problem.detail());
            return false;
        }
        engine.call(docker -> docker.tagImageCmd(mirrored.full(), image.repository(), image.tag())
                .exec());
        // only the mirror's name goes, since the image has its own now
        engine.call(docker -> docker.removeImageCmd(mirrored.full()).exec());
        return true;
    }

    private void pull(
            ImageReference image,
            Optional<RegistryCredentials> credentials,
            Consumer<LaunchProgress> progress,
            Runnable check) {
        var layers = new PullProgress();
        var listener = new Listener(item -> layers.next(item).ifPresent(progress));
        try (listener) {
            engine.call(docker -> {
                var command = docker.pullImageCmd(image.repository()).withTag(image.version());
                credentials.ifPresent(known -> command.withAuthConfig(new AuthConfig()
                        .withRegistryAddress(image.registry())
                        .withUsername(known.user())
                        .withPassword(known.password())));
                return command.exec(listener);
            });
            await(listener, image, check);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The node is stopping.", e);
        }
    }

    private void await(Listener listener, ImageReference image, Runnable check) throws InterruptedException {
        long end = System.nanoTime() + pullTimeout.toNanos();
        long look = System.nanoTime();
        while (!listener.ended.await(ABORT_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            check.run();
            if (System.nanoTime() > look) {
                look = System.nanoTime() + DISK_CHECK.toNanos();
                disk.overflow().ifPresent(full -> {
                    throw new Problem(ProblemCode.LAUNCH_FAILED, image.text() + " is not pulled. " + full);
                });
            }
            if (System.nanoTime() > end) {
                throw new Problem(
                        ProblemCode.LAUNCH_FAILED,
                        "Pulling " + image.text() + " took longer than " + pullTimeout.toSeconds() + " s.");
            }
        }
        check.run();
        var error = listener.error;
        if (error != null) {
            throw PullErrors.explain(image, error);
        }
        if (listener.thrown instanceof DockerException refused) {
            throw PullErrors.explain(image, String.valueOf(refused.getMessage()));
        }
        if (listener.thrown instanceof RuntimeException e) {
            throw engine.lost(e);
        }
        if (listener.thrown != null) {
            throw engine.lost(new UncheckedIOException(new IOException(listener.thrown)));
        }
    }

    /** Keeps the first failure instead of throwing it, and tells of each step. */
    private static final class Listener extends ResultCallback.Adapter<PullResponseItem> {
        private final Consumer<PullResponseItem> each;
        /** Of our own: waiting for the callback itself for a time gives the pull up when the time is over. */
        private final CountDownLatch ended = new CountDownLatch(1);

        private volatile @Nullable String error;
        private volatile @Nullable Throwable thrown;

        Listener(Consumer<PullResponseItem> each) {
            this.each = each;
        }

        @Override
        public void onNext(PullResponseItem item) {
            if (item.isErrorIndicated() && error == null) {
                var detail = item.getErrorDetail();
                error = detail != null && detail.getMessage() != null ? detail.getMessage() : item.getError();
            } else {
                each.accept(item);
            }
        }

        @Override
        public void onError(Throwable throwable) {
            thrown = throwable;
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }
    }
}
