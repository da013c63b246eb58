package dev.berth.node;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;

/** All that a role does in this process: its routes, its loops, when it is ready, how it drains. */
public interface RoleModule {
    Role role();

    /** Adds the role's routes. REST resources need none; {@link RoleGate} opens and closes their prefixes. */
    default void routes(Router router) {}

    default void start() {}

    /** Why the role cannot work at the moment; empty when it is ready. */
    default Optional<String> notReady() {
        return Optional.empty();
    }

    /** What takes part in the check-in. Modules may share a reporter. */
    default List<Reporter> reporters() {
        return List.of();
    }

    /** Takes nothing new and lets what is open end. Returns at once. */
    default void drain() {}

    default void stop() {}
}
