package dev.berth.load;

import dev.berth.agent.AgentRoutes;
import dev.berth.contract.Agent;
import dev.berth.contract.Capacity;
import dev.berth.contract.CheckIn;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.Identification;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import dev.berth.contract.Launched;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Orders;
import dev.berth.contract.Pruned;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionSpec;
import dev.berth.node.NodeAuth;
import dev.berth.node.call.NodeCalls;
import dev.berth.node.call.Wire;
import dev.berth.node.identity.TestNode;
import dev.berth.relay.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An agent that speaks the real protocol with an identity of its own, and runs sessions in memory. It joins with a
 * token, serves its calls over HTTPS, and checks in when it is told to.
 */
public final class SimulatedAgent implements Agent {
    static final String CHECK_IN = "/internal/control/check-in";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REUSED = Duration.ofSeconds(40);
    private static final Set<String> ROLES = Set.of("agent");

    private final TestNode identity = new TestNode("agent");
    private final HttpClient http;
    private final String name;
    private final Capacity capacity;
    private final Instant startedAt = Instant.now();
    private final Map<UUID, RunningSession> sessions = new ConcurrentHashMap<>();
    private @Nullable Signed signed;
    private String url = "https://127.0.0.1:1";
    private volatile boolean joined;

    public SimulatedAgent(HttpClient http, String name, double cores, long memoryBytes) {
        this.http = http;
        this.name = name;
        this.capacity = new Capacity(
                cores,
                memoryBytes,
                0,
                0,
                List.of(),
                List.of("fleet=" + name),
                new Capacity.Engine("Simulated", "1", "1.41", 4, memoryBytes));
    }

    public UUID id() {
        return identity.identity.address().id();
    }

    /** Takes these for its own, instead of those it has. */
    public void runs(Set<UUID> others) {
        sessions.clear();
        others.forEach(id -> sessions.put(id, new RunningSession(id, 1, RunningSession.State.RUNNING, "")));
    }

    public Set<UUID> sessions() {
        return Set.copyOf(sessions.keySet());
    }

    /** Listens; the certificate comes with {@link #join}, so the port is reserved first. */
    public SimulatedAgent at(int port) {
        url = "https://127.0.0.1:" + port;
        return this;
    }

    public void join(String upstream, String token) throws IOException, InterruptedException {
        var mine = identity.keys.request();
        var request = new NodeRequest(address(), "default", ROLES, List.of("127.0.0.1"), mine.signingRequest());
        var issued = post(upstream, "/internal/control/enrol", Wire.write(new EnrolRequest(token, request)), false);
        if (issued.statusCode() != 200) {
            throw new IllegalStateException(new String(issued.body(), StandardCharsets.UTF_8));
        }
        identity.accepts(Wire.read(issued.body(), NodeCertificate.class));
        joined = true;
    }

    /** False while it has no certificate. */
    boolean hasJoined() {
        return joined;
    }

    /** At an address that something else hands on from, see {@link Doors}. */
    SimulatedAgent behind(String door) {
        url = door;
        return this;
    }

    public void serve(Vertx vertx) throws IOException {
        serve(vertx, URI.create(url).getPort());
    }

    void serve(Vertx vertx, int port) throws IOException {
        var router = Router.router(vertx);
        var calls = new NodeCalls(identity.calls, (claimed, call, reason) -> {});
        AgentRoutes.mount(router, calls, this);
        int end = Identification.PATH.lastIndexOf('/') + 1;
        calls.below(router, Identification.PATH.substring(0, end))
                .open(Identification.PATH.substring(end), Identification.Question.class, this::identify);
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(identity.pem("certificate.pem")))
                        .setKeyValue(Buffer.buffer(identity.privateKey())));
        TestGateway.await(vertx.createHttpServer(options).requestHandler(router).listen(port));
    }

    private Identification.Answer identify(Identification.Question question) {
        return new Identification.Answer(identity.calls.sign(
                NodeAuth.CONTROL,
                Identification.METHOD,
                Identification.PATH,
                question.nonce().getBytes(StandardCharsets.US_ASCII)));
    }

    private NodeAddress address() {
        return new NodeAddress(id(), name, url);
    }

    /** A report with its signature, which holds for a minute. */
    record Signed(byte[] body, String signature, Set<UUID> sessions, Instant at) {}

    /** The last one again while it still says what is so: what a sender saves is not what a receiver saves. */
    synchronized Signed signed() {
        var known = signed;
        if (known == null
                || known.at().isBefore(Instant.now().minus(REUSED))
                || !known.sessions().equals(sessions.keySet())) {
            var running = Set.copyOf(sessions.keySet());
            var body = Wire.write(report());
            known = new Signed(
                    body, identity.calls.sign(NodeAuth.CONTROL, "POST", CHECK_IN, body), running, Instant.now());
            signed = known;
        }
        return known;
    }

    void obey(byte[] orders) {
        Wire.read(orders, Orders.class).end().forEach(sessions::remove);
    }

    /** Reports, and obeys. @return the status of the answer */
    public int checkIn(String upstream) throws IOException, InterruptedException {
        var answer = post(upstream, CHECK_IN, Wire.write(report()), true);
        if (answer.statusCode() == 200) {
            obey(answer.body());
        }
        return answer.statusCode();
    }

    private CheckIn report() {
        return new CheckIn(
                address(),
                "default",
                ROLES,
                "simulated",
                startedAt,
                Instant.now(),
                false,
                Optional.empty(),
                Optional.of(capacity),
                Optional.of(List.copyOf(sessions.values())),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private HttpResponse<byte[]> post(String upstream, String path, byte[] body, boolean signed)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(upstream + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (signed) {
            request.header(NodeAuth.HEADER, identity.calls.sign(NodeAuth.CONTROL, "POST", path, body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public Launched launch(SessionSpec spec, Consumer<LaunchProgress> progress) {
        progress.accept(LaunchProgress.of(LaunchStep.STARTING));
        sessions.put(
                spec.sessionId(),
                new RunningSession(spec.sessionId(), spec.incarnation(), RunningSession.State.RUNNING, ""));
        return new Launched(spec.sessionId(), spec.incarnation(), "simulated-" + spec.sessionId());
    }

    @Override
    public void end(UUID sessionId) {
        sessions.remove(sessionId);
    }

    @Override
    public void pause(UUID sessionId) {}

    @Override
    public void stop(UUID sessionId) {}

    @Override
    public void resume(UUID sessionId) {}

    @Override
    public void pull(ImageOrder order) {}

    @Override
    public Pruned prune() {
        return new Pruned(List.of(), 0);
    }

    @Override
    public List<RunningSession> running() {
        return List.copyOf(sessions.values());
    }
}
