package dev.berth.agent;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import dev.berth.agent.SessionNetwork.Holder;
import io.quarkus.logging.Log;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sets networks up before there is a session for them: two thirds of what an engine needs to start a container goes
 * into its network, and a container that joins the network of another one needs none of it. Where holders do not
 * work, launches are slower and nothing else changes.
 */
final class Holders {
    private static final String REPOSITORY = "berth/holder";
    private static final String TAG = "1";
    private static final String IMAGE = REPOSITORY + ":" + TAG;
    private static final long MEMORY = 8L << 20;
    private static final long PROCESSES = 8;

    private final Engine engine;
    private final UUID node;
    private volatile boolean usable;

    Holders(Engine engine, UUID node, boolean wanted) {
        this.engine = engine;
        this.node = node;
        this.usable = wanted;
    }

    /** A running holder of the network; empty when this engine can have none. */
    Optional<Holder> make(String network) {
        if (!usable) {
            return Optional.empty();
        }
        try {
            start(network);
            var holder = find(network);
            if (holder.isEmpty()) {
                throw new IllegalStateException("it does not run");
            }
            return holder;
        } catch (DockerException | IllegalStateException e) {
            usable = false;
            Log.infof(
                    "networks are not set up in advance on this engine: %s",
                    LastWords.plain(String.valueOf(e.getMessage())));
            remove(network);
            return Optional.empty();
        }
    }

    /** The holder of the network, if it runs. */
    Optional<Holder> find(String network) {
        try {
            var container =
                    engine.call(docker -> docker.inspectContainerCmd(network).exec());
            return Boolean.TRUE.equals(container.getState().getRunning())
                    ? SessionContainer.address(container).map(address -> new Holder(container.getId(), address))
                    : Optional.empty();
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** Succeeds when there is none, or when it runs already. */
    void restart(String network) {
        try {
            engine.call(docker -> docker.startContainerCmd(network).exec());
        } catch (NotFoundException | NotModifiedException asWanted) {
            // a network without a holder is set up by its container
        }
    }

    /** Succeeds when there is none. */
    void remove(String network) {
        try {
            engine.call(
                    docker -> docker.removeContainerCmd(network).withForce(true).exec());
        } catch (NotFoundException none) {
            // as wanted
        } catch (DockerException busy) {
            Log.debugf("the holder of network %s stays for the next sweep: %s", network, busy.getMessage());
        }
    }

    private void start(String network) {
        importImage();
        var labels = new HashMap<>(Labels.of(node));
        labels.put(Labels.NETWORK, network);
        var host = HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withReadonlyRootfs(true)
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY)
                .withPidsLimit(PROCESSES)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        var id = engine.call(docker -> docker.createContainerCmd(IMAGE)
                .withName(network)
                .withHostName(SessionNetwork.plain(network).hostName())
                .withUser("65534:65534")
                .withCmd(HolderImage.PROGRAM)
                .withLabels(labels)
                .withHostConfig(host)
                .exec()
                .getId());
        engine.call(docker -> docker.startContainerCmd(id).exec());
    }

    private synchronized void importImage() {
        try {
            engine.call(docker -> docker.inspectImageCmd(IMAGE).exec());
        } catch (NotFoundException missing) {
            var tar = HolderImage.tar(engine.facts().architecture())
                    .orElseThrow(() -> new IllegalStateException("there is no holder for this processor"));
            engine.importImage(REPOSITORY, TAG, tar);
        }
    }
}
