package dev.berth.node;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a role does in this process: its routes, its loops, when it is ready, how it drains. */
public interface RoleModule {
    Role role();

    /** Adds the role's routes. REST resources need none; {@link RoleGate} opens and closes their prefixes. */
    default void routes(Router router) {}

    /** Begins its work. What it opens may take a moment more: {@link #awaitOpen} waits for that. */
    default void start() {}

    /** @throws IllegalStateException when what {@link #start} began to open cannot be opened */
    default void awaitOpen() {}

    /** Why the role cannot work at the moment; empty when it is ready. */
    default Optional<String> notReady() {
        return Optional.empty();
    }

    /** What health checks tell besides, and do not judge. */
    default Map<String, String> remarks() {
        return Map.of();
    }

    /** What takes part in the check-in. Modules may share a reporter. */
    default List<Reporter> reporters() {
        return List.of();
    }

    /** By order of the control plane: takes nothing new, what is open goes on; or takes it again. Returns at once. */
    default void drain(boolean on) {}

    /** While drained: ends what can go on through another node. Returns at once. */
    default void release() {}

    /** The node is going to stop. It still serves, so that whoever sends requests here has time to notice. */
    default void notice() {}

    /** Nothing new from now on; what has no end of its own is ended. Returns at once. */
    default void leave() {}

    /** True while something is open that may still end by itself. */
    default boolean isBusy() {
        return false;
    }

    /** Closes what is left. */
    default void stop() {}
}
