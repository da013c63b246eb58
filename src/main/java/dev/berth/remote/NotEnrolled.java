package dev.berth.remote;

import dev.berth.contract.Agent;
import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.StreamToken;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** A node without the control plane that has not joined one: it serves nobody, and says so. */
@Singleton
@Typed(NotEnrolled.class)
public final class NotEnrolled implements SessionAuthorizer, NodeRegistry {
    NotEnrolled() {}

    @Override
    public StreamToken redeem(GrantRequest request) {
        throw notEnrolled();
    }

    @Override
    public SessionRoute authorize(ConnectionRequest request) {
        throw notEnrolled();
    }

    @Override
    public Orders checkIn(CheckIn checkIn) {
        throw notEnrolled();
    }

    @Override
    public NodeCertificate enrol(EnrolRequest request) {
        throw notEnrolled();
    }

    @Override
    public NodeCertificate renew(NodeRequest request) {
        throw notEnrolled();
    }

    /** @throws Problem {@code UNAVAILABLE} always */
    public Agent agent(NodeAddress node) {
        throw new Problem(
                ProblemCode.UNAVAILABLE,
                "The node " + node.name() + " cannot be reached from here: it has not joined this deployment.");
    }

    private static Problem notEnrolled() {
        return new Problem(ProblemCode.UNAVAILABLE, "This node has not joined a deployment, so it serves no session.");
    }
}
