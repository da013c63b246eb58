package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.dial.Sign;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.Incident;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.RemoteProtocol;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.Target;
import dev.berth.contract.TargetRequest;
import dev.berth.contract.Targets;
import dev.berth.node.RelayTestNode;
import dev.berth.relay.TestAuthorizer;
import dev.berth.relay.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A connection proxy around the real gateway and the real delivery; control plane and machines are the test's. */
final class TestProxy implements Targets, Reach, AutoCloseable {
    final TestAuthorizer authorizer = new TestAuthorizer();
    final TestGateway gateway = new TestGateway(authorizer, RelayTestNode.fresh());
    final List<Incident> incidents = new CopyOnWriteArrayList<>();
    final AtomicInteger places = new AtomicInteger();
    final AtomicInteger probes = new AtomicInteger();
    final CompletableFuture<String> gone = new CompletableFuture<>();
    final GuacdDelivery delivery;
    volatile InetSocketAddress guacd;
    volatile InetSocketAddress machine = new InetSocketAddress(InetAddress.getLoopbackAddress(), 22);
    volatile Sign sign = Sign.ALIVE;
    volatile Function<Optional<byte[]>, Sign> signs = words -> sign;
    volatile SessionPolicy policy = SessionPolicy.OPEN;
    volatile RemoteProtocol protocol = RemoteProtocol.SSH;
    volatile Map<String, String> parameters = Map.of("username", "ada", "password", "pässword𝄞");
    volatile Optional<Problem> noTarget = Optional.empty();
    volatile Optional<Problem> noMachine = Optional.empty();
    volatile InstructionTaps taps = target -> Optional.empty();

    TestProxy(InetSocketAddress guacd, String... settings) {
        this(guacd, Workshop.FIRST_PICTURE, settings);
    }

    TestProxy(InetSocketAddress guacd, Duration firstPicture, String... settings) {
        this.guacd = guacd;
        var values = new HashMap<String, String>();
        for (var setting : settings) {
            values.put("berth.remote." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RemoteConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 1))
                .build()
                .getConfigMapping(RemoteConfig.class);
        var workshop = new Workshop(
                () -> this,
                this,
                target -> taps.open(target),
                config,
                new RemoteMetrics(new SimpleMeterRegistry()),
                firstPicture);
        delivery = new GuacdDelivery(workshop, gateway.relay, gateway.connections);
        gateway.gateway.register(delivery);
        delivery.start();
    }

    /** A session on the machine. */
    SessionRoute session() {
        var route = gateway.route(DeliveryProtocol.GUACAMOLE);
        authorizer.allow(route);
        return route;
    }

    GuacamoleBrowser browser(SessionRoute route) throws IOException {
        return browser(route, "?width=800&height=600&dpi=96&timezone=Europe/Berlin&layout=de-CH&image=image/png");
    }

    GuacamoleBrowser browser(SessionRoute route, String query) throws IOException {
        return new GuacamoleBrowser(gateway.port(), route.sessionId(), query);
    }

    @Override
    public Target target(TargetRequest request) {
        noTarget.ifPresent(problem -> {
            throw problem;
        });
        return new Target(
                request.sessionId(),
                request.incarnation(),
                "a server",
                protocol,
                "machine.test",
                22,
                parameters,
                policy,
                "ada");
    }

    @Override
    public void incident(Incident incident) {
        incidents.add(incident);
    }

    @Override
    public void recording(RecordingReport report) {}

    @Override
    public InetSocketAddress dial(String host, int port) {
        noMachine.ifPresent(problem -> {
            throw problem;
        });
        return machine;
    }

    @Override
    public Sign ask(InetSocketAddress dialled, Optional<byte[]> words) {
        probes.incrementAndGet();
        return signs.apply(words);
    }

    @Override
    public Place place() {
        if (guacd == null) {
            throw new Problem(ProblemCode.UNAVAILABLE, "There is no guacd.");
        }
        places.incrementAndGet();
        var address = guacd;
        return new Place() {
            private boolean open = true;

            @Override
            public InetSocketAddress address() {
                return address;
            }

            @Override
            public CompletionStage<String> gone() {
                return gone;
            }

            @Override
            public synchronized void close() {
                if (open) {
                    open = false;
                    places.decrementAndGet();
                }
            }
        };
    }

    @Override
    public void close() {
        delivery.stop();
        gateway.close();
    }
}
