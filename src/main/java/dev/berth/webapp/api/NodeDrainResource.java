package dev.berth.webapp.api;

import dev.berth.control.node.Drains;
import dev.berth.control.node.Node;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a node out of service and back. */
@Path("/api/admin/nodes/{id}/drain")
@RunOnVirtualThread
@Administrators
public class NodeDrainResource {
    private final Drains drains;
    private final CurrentCaller caller;

    NodeDrainResource(Drains drains, CurrentCaller caller) {
        this.drains = drains;
        this.caller = caller;
    }

    /** By when, and whether sessions that are left then are ended. */
    public record DrainOrder(
            @Nullable Long deadlineSeconds, @Nullable Boolean move) {}

    /** A node that is being drained. */
    public record DrainView(
            Instant since,
            @Nullable Instant deadline,
            boolean move,
            @Nullable Instant drainedAt) {
        static @Nullable DrainView of(Node node) {
            var since = node.drainSince;
            return since == null ? null : new DrainView(since, node.drainDeadline, node.drainMove, node.drainedAt);
        }
    }

    @POST
    public @Nullable DrainView drain(@PathParam("id") UUID id, DrainOrder order) {
        var seconds = order.deadlineSeconds();
        var deadline = Optional.ofNullable(seconds).map(Duration::ofSeconds);
        return DrainView.of(drains.drain(id, deadline, Boolean.TRUE.equals(order.move()), caller.get()));
    }

    /** The node serves again. */
    @DELETE
    public void undrain(@PathParam("id") UUID id) {
        drains.undrain(id, caller.get());
    }
}
