package dev.berth.remote;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.Incident;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.StreamToken;
import dev.berth.contract.Target;
import dev.berth.contract.TargetRequest;
import dev.berth.contract.Targets;
import dev.berth.contract.UpstreamReport;
import dev.berth.node.ClockOffset;
import dev.berth.node.NodeAuth;
import dev.berth.node.OwnZone;
import dev.berth.node.Role;
import dev.berth.node.call.Nothing;
import dev.berth.node.identity.IdentityConfig;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The control plane at its upstream address, whichever web app answers there. */
@Singleton
@Typed(RemoteControl.class)
public final class RemoteControl implements SessionAuthorizer, NodeRegistry, Targets {
    private static final String PATH = "/internal/control/";
    /** The next beat comes soon, and brings fresher news than a second attempt. */
    private static final Terms CHECK_IN = Terms.once(Duration.ofSeconds(5));

    private static final Terms AUTHORIZE = Terms.repeatable(Duration.ofSeconds(8));
    /** A grant or a join token works once: a second attempt would be refused. */
    private static final Terms TOKEN = Terms.once(Duration.ofSeconds(10));

    /** An audit trail must not say the same twice. */
    private static final Terms REPORT = Terms.once(Duration.ofSeconds(10));

    private final Calls calls;
    private final UpstreamAddress upstream;

    @Inject
    RemoteControl(NodeAuth auth, IdentityConfig config, ClockOffset clock, OwnZone zone) {
        this(auth, new UpstreamAddress(config.upstream(), zone), clock);
    }

    RemoteControl(NodeAuth auth, Optional<String> upstream) {
        this(auth, new UpstreamAddress(upstream, new OwnZone()), new ClockOffset(Clock.systemUTC()));
    }

    private RemoteControl(NodeAuth auth, UpstreamAddress upstream, ClockOffset clock) {
        this.calls = new Calls(
                auth,
                authority -> auth.trust(name -> name.has(Role.WEB_APP)),
                // a clock that is too far off is why the control plane would not admit us
                now -> clock.learn(now, Instant.now(), Instant.now()));
        this.upstream = upstream;
    }

    /** By which whoever tests the way goes it: a handshake less, when all of a node wants to begin. */
    Calls calls() {
        return calls;
    }

    /** Where this node should ask; empty while it belongs to no deployment. */
    Optional<String> upstream() {
        return upstream.wanted();
    }

    /** Tells what was found there. */
    void upstream(UpstreamReport report) {
        calls.call(control(), PATH + "upstream", report, Nothing.class, REPORT);
    }

    private Peer control() {
        return peer(upstream.proven());
    }

    private static Peer peer(Optional<String> address) {
        return Peer.control(address.orElseThrow(() -> new Problem(
                ProblemCode.UNAVAILABLE,
                "This node has not joined a deployment, so it serves no session. Tell it where the web apps are with"
                        + " --upstream, and let it join with a token.")));
    }

    /** Where the zone says; the address that works is what every other call uses. */
    @Override
    public Orders checkIn(CheckIn checkIn) {
        var wanted = upstream.wanted();
        try {
            var orders = checkIn(wanted, checkIn);
            upstream.answered(wanted);
            return orders;
        } catch (Problem problem) {
            var started = upstream.instead(wanted, problem);
            if (started.isEmpty()) {
                throw problem;
            }
            var orders = checkIn(started, checkIn);
            upstream.answered(started);
            return orders;
        }
    }

    private Orders checkIn(Optional<String> address, CheckIn checkIn) {
        return calls.call(peer(address), PATH + "check-in", checkIn, Orders.class, CHECK_IN);
    }

    @Override
    public NodeCertificate enrol(EnrolRequest request) {
        return calls.callUnsigned(control(), PATH + "enrol", request, NodeCertificate.class, TOKEN);
    }

    @Override
    public NodeCertificate renew(NodeRequest request) {
        return calls.call(control(), PATH + "renew", request, NodeCertificate.class, AUTHORIZE);
    }

    @Override
    public SessionRoute authorize(ConnectionRequest request) {
        return calls.call(control(), PATH + "authorize", request, SessionRoute.class, AUTHORIZE);
    }

    @Override
    public StreamToken redeem(GrantRequest request) {
        return calls.call(control(), PATH + "redeem", request, StreamToken.class, TOKEN);
    }

    @Override
    public StreamToken pass(ConnectionRequest request) {
        return calls.call(control(), PATH + "pass", request, StreamToken.class, AUTHORIZE);
    }

    @Override
    public Target target(TargetRequest request) {
        return calls.call(control(), PATH + "target", request, Target.class, AUTHORIZE);
    }

    @Override
    public void incident(Incident incident) {
        calls.call(control(), PATH + "incident", incident, Nothing.class, REPORT);
    }

    @Override
    public void recording(RecordingReport report) {
        calls.call(control(), PATH + "recording", report, Nothing.class, AUTHORIZE);
    }
}
