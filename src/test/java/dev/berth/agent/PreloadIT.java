package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.ImageReadiness;
import dev.berth.contract.ImageReadiness.State;
import dev.berth.contract.Orders;
import dev.berth.contract.RegistryCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Images that are held ready, by the real engine and a registry that is slow and wants a password. */
@Execution(ExecutionMode.SAME_THREAD)
class PreloadIT {
    private static final Optional<RegistryCredentials> CREDENTIALS =
            Optional.of(new RegistryCredentials(FakeRegistry.USER, FakeRegistry.PASSWORD));

    private final FakeRegistry registry = new FakeRegistry();
    private final TestAgent test = new TestAgent();
    private final String image = registry.host() + "/team/desktop:1";

    PreloadIT() throws IOException {
        test.agent.start(() -> {});
    }

    @AfterEach
    void leaveNothing() {
        test.close();
        remove(image);
        registry.close();
    }

    private void remove(String name) {
        try {
            test.docker(docker -> docker.removeImageCmd(name).exec());
        } catch (NotFoundException neverPulled) {
            // as some tests want
        }
    }

    private void order(ImageOrder... orders) {
        test.agent.obey(Orders.preload(orders));
    }

    private ImageReadiness ready(String name) {
        return test.agent.images().stream()
                .filter(readiness -> readiness.image().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void awaitState(String name, State state) {
        TestAgent.eventually(name + " is " + state, () -> ready(name).state() == state);
    }

    @Test
    void whatIsOrderedIsPulledWithProgress() {
        order(new ImageOrder(image, CREDENTIALS), new ImageOrder(TestAgent.IMAGE, Optional.empty()));
        var percents = new TreeSet<Integer>();
        TestAgent.eventually("it is there", () -> {
            ready(image).percent().ifPresent(percents::add);
            return ready(image).state() == State.PRESENT;
        });
        assertTrue(percents.size() > 2, percents.toString());
        assertTrue(ready(image).sizeBytes() > 2_000_000);
        assertEquals(State.PRESENT, ready(TestAgent.IMAGE).state());
    }

    @Test
    void aFailureIsToldAndOtherCredentialsAreTriedAtOnce() {
        order(new ImageOrder(image, Optional.empty()));
        awaitState(image, State.FAILED);
        assertTrue(
                ready(image).detail().contains("refuses to hand out"),
                ready(image).detail());
        order(new ImageOrder(image, CREDENTIALS));
        awaitState(image, State.PRESENT);
        assertEquals("", ready(image).detail());
    }

    @Test
    void onlyWhatWasPulledHereAndNobodyWantsIsRemoved() {
        order(new ImageOrder(image, CREDENTIALS));
        awaitState(image, State.PRESENT);
        var foreign = "berth/test-foreign:1";
        test.docker(docker ->
                docker.tagImageCmd(TestAgent.IMAGE, "berth/test-foreign", "1").exec());
        assertEquals(List.of(), test.agent.prune().images());
        order();
        var pruned = test.agent.prune();
        assertEquals(List.of(image), pruned.images());
        assertTrue(pruned.bytes() > 2_000_000);
        for (var kept : List.of(foreign, TestAgent.IMAGE)) {
            test.docker(docker -> docker.inspectImageCmd(kept).exec());
        }
        remove(foreign);
    }

    /** The list of what was pulled outlives the process; a name that another image took is not ours. */
    @Test
    void aNameThatAnotherImageTookStays() {
        order(new ImageOrder(image, CREDENTIALS));
        awaitState(image, State.PRESENT);
        var parts = ImageReference.parse(image);
        test.docker(docker -> docker.tagImageCmd(TestAgent.IMAGE, parts.repository(), parts.tag())
                .exec());
        var next = new Pruning(test.engine, new PulledImages(test.pulled));
        assertEquals(1, new PulledImages(test.pulled).all().size());
        assertEquals(List.of(), next.prune(Set.of(), Duration.ZERO).images());
        test.docker(docker -> docker.inspectImageCmd(image).exec());
        assertEquals(List.of(), new PulledImages(test.pulled).all());
    }

    @Test
    void aMovedTagIsPulledAgainWhenAskedAndTheOldImageGoes() throws IOException {
        order(new ImageOrder(image, CREDENTIALS));
        awaitState(image, State.PRESENT);
        var old = test.docker(docker -> docker.inspectImageCmd(image).exec()).getId();
        registry.move();
        test.agent.pull(new ImageOrder(image, CREDENTIALS));
        TestAgent.eventually("the new one is there", () -> {
            var now =
                    test.docker(docker -> docker.inspectImageCmd(image).exec()).getId();
            return now != null && !now.equals(old) && ready(image).state() == State.PRESENT;
        });
        assertEquals(List.of(String.valueOf(old)), test.agent.prune().images());
        test.docker(docker -> docker.inspectImageCmd(image).exec());
    }

    @Test
    void whatIsRemovedBehindOurBackIsPulledAgain() {
        order(new ImageOrder(image, CREDENTIALS));
        awaitState(image, State.PRESENT);
        remove(image);
        test.agent.lookAtImages();
        TestAgent.eventually("it was pulled twice", () -> registry.layerRequests.get() > 1);
        awaitState(image, State.PRESENT);
    }
}
