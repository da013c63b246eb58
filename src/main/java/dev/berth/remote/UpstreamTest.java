package dev.berth.remote;

import dev.berth.contract.Greeting;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.UpstreamFault;
import dev.berth.node.NodeAuth;
import dev.berth.node.NodeConfig;
import dev.berth.node.Role;
import dev.berth.node.identity.IdentityConfig;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/** Tries an Upstream Auth Address from this node: name, TLS, health, clock, WebSocket, authorisation. */
@Singleton
final class UpstreamTest {
    private static final String PATH = "/internal/control/";
    private static final Terms TERMS = Terms.once(Duration.ofSeconds(5));

    private final NodeAuth auth;
    private final Calls calls;
    private final UpstreamEcho echo;
    private final List<Integer> ownPorts;
    private final Duration clockTolerance;

    UpstreamTest(NodeAuth auth, RemoteControl control, NodeConfig node, IdentityConfig identity) {
        this.auth = auth;
        this.calls = control.calls();
        this.echo = new UpstreamEcho(calls);
        this.ownPorts = List.of(node.port(), node.sessionPort());
        this.clockTolerance = identity.clockTolerance();
    }

    /** What is wrong, and what to do about it. */
    record Fault(UpstreamFault what, String detail) {}

    /** An answer and how long it took. */
    record Answer(Greeting greeting, Duration time) {}

    /** @param answered true for an address that has answered this node before */
    Optional<Fault> examine(String address, boolean answered) {
        Peer peer;
        try {
            peer = Peer.control(address);
        } catch (Problem malformed) {
            return fault(UpstreamFault.UNKNOWN_NAME, malformed.detail());
        }
        return nowhere(peer).or(() -> used(peer, answered));
    }

    /** The WebSocket beside the calls: a node that starts waits for both. */
    private Optional<Fault> used(Peer peer, boolean answered) {
        var socket = CompletableFuture.supplyAsync(() -> overWebSocket(peer), Thread::startVirtualThread);
        return greetedWell(peer, answered).or(() -> {
            var refused = admitted(peer);
            return socket.join().or(() -> refused);
        });
    }

    private Optional<Fault> nowhere(Peer peer) {
        var host = peer.base().getHost();
        try {
            int port = peer.base().getPort() < 0 ? 443 : peer.base().getPort();
            boolean own = ownPorts.contains(port)
                    && Arrays.stream(InetAddress.getAllByName(host)).anyMatch(UpstreamTest::isOwn);
            return own
                    ? fault(
                            UpstreamFault.OWN_ADDRESS,
                            peer.base() + " is this node itself. Enter the address of the balancer in front of the web"
                                    + " apps.")
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return fault(
                    UpstreamFault.UNKNOWN_NAME,
                    "The name " + host + " is not known on this host. Enter it in the zone's DNS, or another address.");
        }
    }

    private Optional<Fault> greetedWell(Peer peer, boolean answered) {
        try {
            var asked = Instant.now();
            var greeting = greet(calls, peer).greeting();
            if (!greeting.healthy()) {
                return fault(
                        UpstreamFault.UNHEALTHY,
                        "The web app " + greeting.name() + " answers at " + peer.base()
                                + " and has no database. A balancer there should pass it over.");
            }
            var middle = asked.plus(Duration.between(asked, Instant.now()).dividedBy(2));
            var off = Duration.between(middle, greeting.now()).abs();
            return off.compareTo(clockTolerance) <= 0
                    ? Optional.empty()
                    : fault(
                            UpstreamFault.CLOCK,
                            "The clock of this host is " + off.toSeconds()
                                    + " s off the control plane's. Set it by NTP.");
        } catch (Problem problem) {
            return Optional.of(unanswered(problem, peer, answered));
        }
    }

    private Optional<Fault> overWebSocket(Peer peer) {
        return echo.failure(peer.at(PATH + "echo"))
                .map(why -> new Fault(
                        UpstreamFault.WEB_SOCKET,
                        "A WebSocket to " + peer.base() + " does not open: " + why
                                + " Let the balancer there pass upgrades of HTTP/1.1."));
    }

    private Optional<Fault> admitted(Peer peer) {
        try {
            calls.call(peer, PATH + "greet", new Greeting.Question("greet"), Greeting.class, TERMS);
            return Optional.empty();
        } catch (Problem problem) {
            return fault(UpstreamFault.NOT_AUTHORISED, problem.detail());
        }
    }

    /** Empty when nobody, or something else, answers there. */
    Optional<Answer> ask(String address) {
        return ask(calls, address);
    }

    /** By a connection of its own. */
    Optional<Answer> askAnew(String address) {
        try (var fresh = new Calls(auth, authority -> auth.trust(name -> name.has(Role.WEB_APP)))) {
            return ask(fresh, address);
        }
    }

    private static Optional<Answer> ask(Calls calls, String address) {
        try {
            return Optional.of(greet(calls, Peer.control(address)));
        } catch (Problem unanswered) {
            return Optional.empty();
        }
    }

    private static Answer greet(Calls calls, Peer peer) {
        long begun = System.nanoTime();
        var nonce = UUID.randomUUID().toString();
        var greeting = calls.callUnsigned(peer, PATH + "hello", new Greeting.Question(nonce), Greeting.class, TERMS);
        return new Answer(greeting, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static Fault unanswered(Problem problem, Peer peer, boolean answered) {
        for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new Fault(
                        UpstreamFault.TLS,
                        problem.detail() + " Name the authority of that certificate with --upstream-ca, or correct the"
                                + " address.");
            }
        }
        boolean silent = problem.code() == ProblemCode.TIMEOUT || problem.getCause() != null;
        if (!silent) {
            return new Fault(
                    UpstreamFault.NO_WEB_APP,
                    "No web app answers at " + peer.base() + " but something else: " + problem.detail()
                            + " Enter the address of the balancer in front of the web apps.");
        }
        // what has answered before is the right address, and the way to it is broken
        return !answered && isInternal(peer.base().getHost())
                ? new Fault(
                        UpstreamFault.INTERNAL_ADDRESS,
                        problem.detail() + " " + peer.base() + " is an address of an internal network. Enter one that"
                                + " every zone reaches, such as the public one of the balancer.")
                : new Fault(
                        UpstreamFault.UNREACHABLE,
                        problem.detail() + " Look at the line between this zone and " + peer.base() + ".");
    }

    private static Optional<Fault> fault(UpstreamFault what, String detail) {
        return Optional.of(new Fault(what, detail));
    }

    private static boolean isInternal(String host) {
        try {
            var address = InetAddress.getByName(host);
            return address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
