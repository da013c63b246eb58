package dev.berth.webapp.internal;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.session.LocalNodeRegistry;
import dev.berth.control.session.LocalSessionAuthorizer;
import dev.berth.control.session.StreamScope;
import dev.berth.node.NodeName;
import dev.berth.node.call.NodeCalls;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /internal/control/…}: the registry and the authorizer for nodes in other processes. */
@Singleton
public final class ControlCalls {
    private final NodeCalls calls;
    private final LocalNodeRegistry registry;
    private final LocalSessionAuthorizer authorizer;
    private final StreamScope scope;

    ControlCalls(NodeCalls calls, LocalNodeRegistry registry, LocalSessionAuthorizer authorizer, StreamScope scope) {
        this.calls = calls;
        this.registry = registry;
        this.authorizer = authorizer;
        this.scope = scope;
    }

    public void mount(Router router) {
        calls.below(router, "/internal/control/")
                .answer("check-in", CheckIn.class, ControlCalls::admit, registry::checkIn)
                .open("enrol", EnrolRequest.class, registry::enrol)
                .answer("renew", NodeRequest.class, ControlCalls::admit, registry::renew)
                .answer("authorize", ConnectionRequest.class, this::admit, authorizer::authorize)
                .answer("redeem", GrantRequest.class, this::admit, authorizer::redeem);
    }

    private static void admit(NodeName caller, CheckIn checkIn) {
        admit(caller, checkIn.node(), checkIn.zone(), checkIn.roles());
    }

    private static void admit(NodeName caller, NodeRequest request) {
        admit(caller, request.node(), request.zone(), request.roles());
    }

    /** A node speaks for itself alone, and is no more than its certificate says. */
    private static void admit(NodeName caller, @Nullable NodeAddress node, String zone, Set<String> roles) {
        if (node == null || !caller.id().equals(node.id())) {
            throw new Problem(ProblemCode.FORBIDDEN, "A node may speak for itself only.");
        }
        if (!caller.zone().equals(zone)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "This node joined zone " + caller.zone() + " and says that it is in " + zone
                            + ". Set --zone back, or let it join again with a token for that zone.");
        }
        if (!caller.roles().containsAll(roles)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "This node joined with the roles " + String.join(", ", caller.roles()) + " and now has "
                            + String.join(", ", roles) + ". Let it join again with a token for these roles.");
        }
    }

    private void admit(NodeName caller, ConnectionRequest request) {
        scope.check(request.sessionId(), caller.id(), caller.zone(), caller.roles());
    }

    private void admit(NodeName caller, GrantRequest request) {
        scope.check(request.sessionId(), caller.id(), caller.zone(), caller.roles());
    }
}
