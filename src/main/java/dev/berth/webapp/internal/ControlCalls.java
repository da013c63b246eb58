package dev.berth.webapp.internal;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.Incident;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.TargetRequest;
import dev.berth.control.session.LocalNodeRegistry;
import dev.berth.control.session.LocalSessionAuthorizer;
import dev.berth.control.session.LocalTargets;
import dev.berth.control.session.StreamScope;
import dev.berth.control.session.TargetScope;
import dev.berth.node.NodeName;
import dev.berth.node.call.NodeCalls;
import dev.berth.node.call.PassWords;
import dev.berth.node.call.Vouchers;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /internal/control/…}: the registry and the authorizer for nodes in other processes. */
@Singleton
public final class ControlCalls {
    private final NodeCalls calls;
    private final LocalNodeRegistry registry;
    private final LocalSessionAuthorizer authorizer;
    private final LocalTargets targets;
    private final StreamScope scope;
    private final TargetScope machines;
    private final Vouchers vouchers;
    private final PassWords words;
    private final UpstreamCalls upstream;

    ControlCalls(
            NodeCalls calls,
            LocalNodeRegistry registry,
            LocalSessionAuthorizer authorizer,
            LocalTargets targets,
            StreamScope scope,
            TargetScope machines,
            Vouchers vouchers,
            PassWords words,
            UpstreamCalls upstream) {
        this.calls = calls;
        this.registry = registry;
        this.authorizer = authorizer;
        this.targets = targets;
        this.scope = scope;
        this.machines = machines;
        this.vouchers = vouchers;
        this.words = words;
        this.upstream = upstream;
    }

    public void mount(Router router) {
        upstream.mount(router);
        calls.below(router, "/internal/control/")
                .answer("check-in", CheckIn.class, ControlCalls::admit, this::checkIn)
                .open("enrol", EnrolRequest.class, registry::enrol)
                .answer("renew", NodeRequest.class, ControlCalls::admit, registry::renew)
                .answer("authorize", ConnectionRequest.class, this::admit, this::authorize)
                .answer("pass", ConnectionRequest.class, this::admit, authorizer::pass)
                .answer("redeem", GrantRequest.class, this::admit, authorizer::redeem)
                .answer("target", TargetRequest.class, this::admit, targets::target)
                .carryOut("incident", Incident.class, this::admit, targets::incident)
                .carryOut("recording", RecordingReport.class, this::admit, targets::recording);
    }

    private Orders checkIn(CheckIn checkIn) {
        return words.sign(checkIn, registry.checkIn(checkIn));
    }

    private SessionRoute authorize(ConnectionRequest request) {
        return vouchers.vouch(request, authorizer.authorize(request));
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

    private void admit(NodeName caller, TargetRequest request) {
        machines.check(required(request.sessionId()), caller.id(), caller.roles());
    }

    private void admit(NodeName caller, Incident incident) {
        machines.check(required(incident.sessionId()), caller.id(), caller.roles());
    }

    private void admit(NodeName caller, RecordingReport report) {
        machines.checkReport(report, caller.id(), caller.roles());
    }

    private static UUID required(@Nullable UUID session) {
        if (session == null) {
            throw Problem.invalid("sessionId", "The session is missing.");
        }
        return session;
    }

    private void admit(NodeName caller, GrantRequest request) {
        scope.check(request.sessionId(), caller.id(), caller.zone(), caller.roles());
    }
}
