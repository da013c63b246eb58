package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.relay.Arrival;
import dev.berth.relay.Connections;
import dev.berth.relay.Delivery;
import dev.berth.relay.HttpPass;
import dev.berth.relay.Relay;
import dev.berth.relay.Upstream;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Delivers a session from the container that this node runs for it. */
@Singleton
public final class ContainerDelivery implements Delivery {
    private record Held(int incarnation, Upstream upstream) {}

    private final ContainerTargets targets;
    private final Relay relay;
    private final HttpPass pass;
    private final HeldStreams held = new HeldStreams();
    private final Map<UUID, Held> upstreams = new ConcurrentHashMap<>();

    ContainerDelivery(ContainerTargets targets, Relay relay, HttpPass pass, Connections connections) {
        this.targets = targets;
        this.relay = relay;
        this.pass = pass;
        connections.onSessionEnd(this::forget);
    }

    @Override
    public boolean accepts(SessionRoute route) {
        return route.protocol().ofContainers();
    }

    @Override
    public void deliver(Arrival arrival) {
        var route = arrival.route();
        if (arrival.webSocket() && !route.protocol().servesPages()) {
            // asked before the targets, for a launch that ends between the two has left one there
            var launch = targets.coming(route.sessionId(), route.incarnation());
            if (launch.isPresent()) {
                var coming = launch.get().thenApply(this::signIn);
                relay.hold(arrival, new VncOffer(), held.keep(route.sessionId(), coming));
                return;
            }
        }
        var target = target(arrival.route());
        var upstream = upstream(target);
        switch (target.protocol()) {
            case VNC -> bridge(arrival, upstream, target);
            case KASMVNC, HTTP -> pass(arrival, upstream);
            case GUACAMOLE -> throw new IllegalStateException("no container speaks it");
        }
    }

    private ContainerTarget target(SessionRoute route) {
        var target = targets.find(route.sessionId())
                .orElseThrow(() -> new Problem(
                        ProblemCode.SESSION_NOT_RUNNING, "The workspace's container does not run on this node."));
        if (target.incarnation() != route.incarnation()) {
            throw new Problem(ProblemCode.SESSION_ENDED, "The workspace was replaced by a new one.");
        }
        return target;
    }

    private void pass(Arrival arrival, Upstream upstream) {
        if (arrival.webSocket()) {
            relay.tunnel(arrival, upstream);
        } else {
            pass.pass(arrival, upstream);
        }
    }

    private void bridge(Arrival arrival, Upstream upstream, ContainerTarget target) {
        if (!arrival.webSocket()) {
            throw new Problem(ProblemCode.NOT_FOUND, "This workspace has a stream and no pages.");
        }
        relay.bridge(arrival, upstream, new VncLogin(target.password()), new VncOffer());
    }

    private Relay.Target signIn(ContainerTarget target) {
        return new Relay.Target(upstream(target), new VncLogin(target.password()));
    }

    private Upstream upstream(ContainerTarget target) {
        var held = upstreams.compute(target.sessionId(), (id, old) -> {
            if (old != null && old.incarnation() == target.incarnation()) {
                return old;
            }
            if (old != null) {
                old.upstream().close();
            }
            return new Held(target.incarnation(), open(target));
        });
        return held.upstream();
    }

    private Upstream open(ContainerTarget target) {
        return switch (target.protocol()) {
            case VNC, HTTP -> Upstream.container(target.host(), target.port(), Optional.empty(), Optional.empty());
            case KASMVNC ->
                Upstream.container(
                        target.host(),
                        target.port(),
                        Optional.of(new Upstream.Trust(new PinnedCertificate(target.sessionId(), targets), false)),
                        Optional.of(basic(target)));
            case GUACAMOLE -> throw new IllegalStateException("no container speaks it");
        };
    }

    static String basic(ContainerTarget target) {
        var pair = target.user() + ":" + target.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private void forget(UUID session) {
        var held = upstreams.remove(session);
        if (held != null) {
            held.upstream().close();
        }
    }
}
