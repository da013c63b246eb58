package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RegistryCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pulls from a registry that wants a password and is slow, by the real engine. */
@Execution(ExecutionMode.SAME_THREAD)
class ImagesIT {
    private final FakeRegistry registry = new FakeRegistry();
    private final Engine engine = new Engine(DockerHost.choose(Optional.empty(), Optional.empty()));
    private final Images images = images("disk-refuse=100");
    private final ImageReference image = ImageReference.parse(registry.host() + "/team/desktop:1");
    private final Optional<RegistryCredentials> credentials =
            Optional.of(new RegistryCredentials(FakeRegistry.USER, FakeRegistry.PASSWORD));

    ImagesIT() throws IOException {}

    private Images images(String... settings) {
        return new Images(
                engine,
                Duration.ofSeconds(60),
                new Disk(engine, TestAgent.config(settings)),
                new PulledImages(TestAgent.file()));
    }

    @AfterEach
    void leaveNothing() {
        try {
            engine.call(docker -> docker.removeImageCmd(image.full()).exec());
        } catch (NotFoundException neverPulled) {
            // as some tests want
        }
        registry.close();
    }

    @Test
    void aMissingImageIsPulledWithProgressAndAPresentOneIsNot() {
        var progress = new CopyOnWriteArrayList<LaunchProgress>();
        var pulled = images.ensure(image, credentials, progress::add, () -> {});
        assertTrue(String.valueOf(pulled.getId()).startsWith("sha256:"));
        var percents = progress.stream().flatMap(p -> p.percent().stream()).toList();
        assertTrue(percents.size() > 3, progress.toString());
        assertEquals(percents.stream().sorted().toList(), percents);
        assertEquals(100, percents.getLast());
        assertTrue(progress.stream().allMatch(p -> p.step() == LaunchStep.PULLING));
        assertTrue(
                progress.stream()
                        .anyMatch(p ->
                                p.detail().filter(d -> d.endsWith(" of 4 MB")).isPresent()),
                progress.toString());

        progress.clear();
        images.ensure(image, credentials, progress::add, () -> {});
        assertEquals(List.of(), progress);
        assertEquals(1, registry.layerRequests.get());
    }

    @Test
    void anImageOfTheHubComesFromTheZonesMirrorAndKeepsItsName() throws IOException {
        try (var mirror = new FakeRegistry(true)) {
            var ours = ImageReference.parse("team/desktop:1");
            var mirrored = ImageReference.parse(mirror.host() + "/team/desktop:1");
            var near = new Images(
                    engine,
                    Duration.ofSeconds(60),
                    new Disk(engine, TestAgent.config("disk-refuse=100")),
                    new PulledImages(TestAgent.file()),
                    () -> Optional.of(mirror.host()));
            try {
                var pulled = near.ensure(ours, credentials, step -> {}, () -> {});
                assertEquals(pulled.getId(), near.find(ours).orElseThrow().getId());
                assertTrue(near.find(mirrored).isEmpty(), "only the image's own name is kept");
                assertEquals(1, mirror.layerRequests.get());
                assertEquals(0, mirror.credentialsShown.get(), "the hub's credentials are not for the mirror");
                // an image of another registry does not go there
                near.ensure(image, credentials, step -> {}, () -> {});
                assertEquals(1, mirror.layerRequests.get());
                assertEquals(1, registry.layerRequests.get());
            } finally {
                engine.call(docker -> docker.removeImageCmd(ours.full()).exec());
            }
        }
    }

    private String failure(ImageReference wanted, Optional<RegistryCredentials> as) {
        var problem = assertThrows(Problem.class, () -> images.ensure(wanted, as, step -> {}, () -> {}));
        assertEquals(ProblemCode.LAUNCH_FAILED, problem.code());
        assertFalse(problem.detail().contains(FakeRegistry.PASSWORD));
        return problem.detail();
    }

    @Test
    void withoutCredentialsTheRegistryRefuses() {
        assertTrue(failure(image, Optional.empty()).contains("refuses to hand out " + image.text()));
    }

    @Test
    void anUnknownTagIsNamed() {
        var unknown = ImageReference.parse(registry.host() + "/team/desktop:2");
        assertTrue(failure(unknown, credentials).contains("There is no image " + unknown.text()));
    }

    @Test
    void aRegistryThatIsNotThereIsNamed() {
        var nowhere = ImageReference.parse("127.0.0.1:1/team/desktop:1");
        assertTrue(failure(nowhere, credentials).contains("The registry 127.0.0.1:1 cannot be reached"));
    }

    @Test
    void aFullDiskRefusesPullsAndGivesUpThoseUnderWay() {
        for (var setting : List.of("disk-refuse=1", "disk-abort=1")) {
            var problem =
                    assertThrows(Problem.class, () -> images(setting).ensure(image, credentials, step -> {}, () -> {}));
            assertEquals(ProblemCode.LAUNCH_FAILED, problem.code());
            assertTrue(problem.detail().contains("% full") && problem.detail().contains(setting), problem.detail());
            assertTrue(images.find(image).isEmpty());
        }
        assertTrue(new Disk(engine, TestAgent.config("disk-refuse=1")).finding().isPresent());
        assertTrue(
                new Disk(engine, TestAgent.config("disk-refuse=100")).finding().isEmpty());
    }

    @Test
    void aPullCanBeGivenUp() {
        var problem = assertThrows(
                Problem.class,
                () -> images.ensure(image, credentials, step -> {}, () -> {
                    if (registry.layerRequests.get() > 0) {
                        throw new Problem(ProblemCode.SESSION_ENDED, "enough");
                    }
                }));
        assertEquals("enough", problem.detail());
    }
}
